-- What a poll taught us about a feed: validators, interval, health. The newest poll wins.
MERGE INTO feeds AS t
USING (FROM stg_feed_states
    QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY last_polled_at DESC) = 1) AS s
ON t.feed_id = s.feed_id
WHEN MATCHED AND (t.last_polled_at IS NULL OR t.last_polled_at <= s.last_polled_at
    OR t.last_polled_at > $now + INTERVAL 10 MINUTE)  -- the clock was ahead then
  THEN UPDATE SET url = s.url, title = coalesce(t.name, s.title, t.title),
    format = coalesce(s.format, t.format), etag = s.etag,
    last_modified = s.last_modified, content_hash = s.content_hash,
    interval_seconds = s.interval_seconds, next_poll_at = s.next_poll_at,
    last_polled_at = s.last_polled_at, last_success_at = s.last_success_at,
    last_new_at = s.last_new_at, failures = s.failures, quiet_polls = s.quiet_polls,
    moved_to = s.moved_to, moved_polls = s.moved_polls, health = s.health, reason = s.reason,
    updated_at = $now;
