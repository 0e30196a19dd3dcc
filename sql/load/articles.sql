-- One row an article, however many feeds or addresses led to it; the first feed keeps it.
MERGE INTO articles AS t
USING (FROM stg_articles
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY last_fetched_at DESC) = 1) AS s
ON t.article_id = s.article_id
WHEN MATCHED AND (t.last_fetched_at IS NULL OR t.last_fetched_at < s.last_fetched_at)
  THEN UPDATE SET last_fetched_at = s.last_fetched_at, looks = s.looks,
    next_look_at = s.next_look_at, withdrawn_at = coalesce(t.withdrawn_at, s.withdrawn_at),
    updated_at = $now
WHEN NOT MATCHED
  THEN INSERT (article_id, url, feed_id, outlet, source_kind, story_id, first_seen_at,
    last_fetched_at, looks, next_look_at, withdrawn_at, updated_at)
  VALUES (s.article_id, s.url, s.feed_id, s.outlet, s.source_kind, s.story_id, s.first_seen_at,
    s.last_fetched_at, s.looks, s.next_look_at, s.withdrawn_at, $now);
