-- Feeds that are due, healthy ones first: a feed that fails never keeps another waiting.
-- Parameters: at (the moment for which they are due), limit.
SELECT feed_id, url, title, outlet, source_kind, format, etag, last_modified, content_hash,
    interval_seconds, next_poll_at, last_polled_at, last_success_at, last_new_at, failures,
    quiet_polls, moved_to, moved_polls, health, reason
FROM feeds
WHERE active AND health <> 'retired' AND next_poll_at <= $at
ORDER BY failures, next_poll_at, feed_id
LIMIT $limit;
