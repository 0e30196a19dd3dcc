-- Feeds that are due, healthy ones first: a feed that fails never keeps another waiting. Two feeds
-- that have come to share an address (one moved there) are polled as one, the older.
-- Parameters: at (the moment for which they are due), limit.
WITH polled AS (
    FROM feeds WHERE active AND health <> 'retired' AND NOT coalesce(paused, false)
    QUALIFY row_number() OVER (PARTITION BY url ORDER BY added_at, feed_id) = 1
)
SELECT feed_id, url, title, outlet, source_kind, format, etag, last_modified, content_hash,
    interval_seconds, next_poll_at, last_polled_at, last_success_at, last_new_at, failures,
    quiet_polls, moved_to, moved_polls, health, reason,
    poll_minutes
FROM polled
-- A poll of the future: the clock was ahead, and what it says of the next one says nothing.
WHERE next_poll_at <= $at OR last_polled_at > $at + INTERVAL 10 MINUTE
ORDER BY failures, next_poll_at, feed_id
LIMIT $limit;
