-- Delete files that no state of the lake names any more, some time after that: a reader may
-- have begun before.
CALL ducklake_cleanup_old_files('wh', older_than => $before::TIMESTAMP AT TIME ZONE 'UTC');
