-- One row an article, however many feeds or addresses led to it; the first feed and the first
-- address keep it. Later looks are loaded by article_looks.
MERGE INTO articles AS t
USING (FROM stg_articles
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY first_seen_at, fetch_url, url) = 1) AS s
ON t.article_id = s.article_id
WHEN NOT MATCHED
  THEN INSERT (article_id, url, feed_id, outlet, source_kind, story_id, first_seen_at,
    last_fetched_at, looks, next_look_at, withdrawn_at, fetch_url, etag, last_modified, updated_at)
  VALUES (s.article_id, s.url, s.feed_id, s.outlet, s.source_kind, s.story_id, s.first_seen_at,
    s.last_fetched_at, s.looks, s.next_look_at, s.withdrawn_at, s.fetch_url, s.etag,
    s.last_modified, $now);
