-- Delete files that no state ever named: those of a loader that was killed.
CALL ducklake_delete_orphaned_files('wh', older_than => $before::TIMESTAMP AT TIME ZONE 'UTC');
