-- The lake's states and when each was made, oldest first.
SELECT snapshot_id AS version, snapshot_time AT TIME ZONE 'UTC' AS made_at
FROM ducklake_snapshots('wh') ORDER BY snapshot_id;
