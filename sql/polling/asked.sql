-- The feed that somebody means: by its id or the beginning of it, its address as listed or as
-- polled now, or its title.
-- Parameter: asked.
SELECT feed_id, url, title, outlet, source_kind, format, etag, last_modified, content_hash,
    interval_seconds, next_poll_at, last_polled_at, last_success_at, last_new_at, failures,
    quiet_polls, moved_to, moved_polls, health, reason, poll_minutes
FROM feeds
WHERE active AND (url = $asked OR lower(title) = lower($asked)
    OR (length($asked) >= 4 AND starts_with(feed_id, lower($asked))))
ORDER BY feed_id;
