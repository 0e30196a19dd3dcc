-- The revisions in force of articles that were published in a stretch of time, to be read again.
-- (Not by QUALIFY row_number() = 1: over these columns DuckDB 1.5.6 ends it with an internal error.)
WITH newest AS (
  SELECT arg_max(r.revision_id, r.revision_no) AS revision_id
  FROM revisions AS r
  JOIN articles AS a ON a.article_id = r.article_id
  JOIN extractions AS e ON e.revision_id = r.revision_id
  WHERE r.page_kind IN ('article', 'paywall') AND r.body <> ''
    AND coalesce(r.published_at, a.first_seen_at) >= CAST($since AS TIMESTAMP)
    AND coalesce(r.published_at, a.first_seen_at) < CAST($until AS TIMESTAMP)
  GROUP BY r.article_id
)
SELECT r.revision_id, r.article_id, r.title, r.body, r.language, r.published_at, r.published_offset, a.url
FROM newest AS n
JOIN revisions AS r ON r.revision_id = n.revision_id
JOIN articles AS a ON a.article_id = r.article_id
ORDER BY r.published_at NULLS FIRST, r.revision_id
LIMIT $limit
