-- What a further look at an article found: validators for the next one, when that is due, and
-- whether the article is (still, or no longer) withdrawn. Says nothing about its text.
INSERT INTO unresolved
SELECT DISTINCT s.article_id, $now FROM stg_article_looks AS s
JOIN articles AS t ON t.article_id = s.article_id AND (t.withdrawn_at IS NULL) <> (s.withdrawn_at IS NULL)
ANTI JOIN unresolved AS u ON u.article_id = s.article_id;
MERGE INTO articles AS t
USING (FROM stg_article_looks
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY last_fetched_at DESC) = 1) AS s
ON t.article_id = s.article_id
WHEN MATCHED AND (t.last_fetched_at IS NULL OR t.last_fetched_at < s.last_fetched_at
    OR t.last_fetched_at > $now + INTERVAL 10 MINUTE)  -- the clock was ahead then
  THEN UPDATE SET last_fetched_at = s.last_fetched_at, looks = s.looks,
    next_look_at = s.next_look_at, withdrawn_at = s.withdrawn_at, etag = s.etag,
    last_modified = s.last_modified, look_problem = s.look_problem, updated_at = $now;
