-- The feed list as it stands in the OPML file: new feeds come in due at once, known ones take
-- the list's words, and a feed that is no longer listed is not polled any more (its articles stay).
MERGE INTO feeds AS t
USING (FROM stg_feed_listings QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY url) = 1) AS s
ON t.feed_id = s.feed_id
WHEN MATCHED AND (t.section IS DISTINCT FROM s.section OR t.outlet IS DISTINCT FROM s.outlet
    OR t.source_kind IS DISTINCT FROM s.source_kind OR NOT t.active)
  THEN UPDATE SET section = s.section, outlet = s.outlet, source_kind = s.source_kind,
    next_poll_at = CASE WHEN t.active THEN t.next_poll_at ELSE least(t.next_poll_at, s.added_at) END,
    active = true, updated_at = $now
WHEN NOT MATCHED
  THEN INSERT (feed_id, url, title, section, outlet, source_kind, active, added_at,
    interval_seconds, next_poll_at, failures, quiet_polls, moved_polls, health, updated_at)
  VALUES (s.feed_id, s.url, s.title, s.section, s.outlet, s.source_kind, true, s.added_at,
    900, s.added_at, 0, 0, 0, 'new', $now);
UPDATE feeds SET active = false, updated_at = $now
WHERE active AND feed_id NOT IN (SELECT feed_id FROM stg_feed_listings);
