-- The feed list as it stands in the OPML file: new feeds come in due at once, known ones take
-- the list's words, and a feed that is no longer listed is not polled any more (its articles stay).
MERGE INTO feeds AS t
USING (FROM stg_feed_listings QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY url) = 1) AS s
ON t.feed_id = s.feed_id
WHEN MATCHED AND (t.section IS DISTINCT FROM s.section OR t.outlet IS DISTINCT FROM s.outlet
    OR t.source_kind IS DISTINCT FROM s.source_kind OR NOT t.active
    OR t.name IS DISTINCT FROM s.name OR t.poll_minutes IS DISTINCT FROM s.poll_minutes
    OR t.language IS DISTINCT FROM s.language OR t.paused IS DISTINCT FROM s.paused)
  THEN UPDATE SET section = s.section, outlet = s.outlet, source_kind = s.source_kind,
    name = s.name, title = coalesce(s.name, t.title), poll_minutes = s.poll_minutes,
    language = s.language, paused = s.paused,
    -- A shorter time between polls holds from now on, not from after the next poll.
    next_poll_at = CASE WHEN NOT t.active THEN least(t.next_poll_at, s.added_at)
      WHEN s.poll_minutes IS DISTINCT FROM t.poll_minutes AND t.failures = 0 THEN
        least(t.next_poll_at,
          coalesce(t.last_polled_at, s.added_at) + to_minutes(coalesce(s.poll_minutes, 15)))
      ELSE t.next_poll_at END,
    active = true, updated_at = $now
WHEN NOT MATCHED
  THEN INSERT (feed_id, url, title, section, outlet, source_kind, active, added_at,
    interval_seconds, next_poll_at, failures, quiet_polls, moved_polls, health, updated_at,
    name, poll_minutes, language, paused)
  VALUES (s.feed_id, s.url, s.name, s.section, s.outlet, s.source_kind, true, s.added_at,
    900, s.added_at, 0, 0, 0, 'new', $now, s.name, s.poll_minutes, s.language, s.paused);
UPDATE feeds SET active = false, updated_at = $now
WHERE active AND feed_id NOT IN (SELECT feed_id FROM stg_feed_listings);
