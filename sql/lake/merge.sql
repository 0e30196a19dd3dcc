-- Make few large files of many small ones.
CALL ducklake_merge_adjacent_files('wh');
