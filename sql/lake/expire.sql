-- Forget the lake's states from before a moment (UTC); the newest always stays.
CALL ducklake_expire_snapshots('wh', older_than => $before::TIMESTAMP AT TIME ZONE 'UTC');
