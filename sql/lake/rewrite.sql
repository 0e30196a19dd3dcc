-- Write files anew of which much was deleted.
CALL ducklake_rewrite_data_files('wh');
