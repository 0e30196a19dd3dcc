-- The last polls of one feed, newest first.
-- Parameters: ident, limit.
SELECT polled_at, outcome, http_status, bytes, entries, new_entries, problem, seconds
FROM polls
WHERE feed_id = $ident
ORDER BY polled_at DESC
LIMIT $limit;
