-- The revisions in force of articles that were published in a stretch of time, to be read again.
SELECT r.revision_id, r.article_id, r.title, r.body, r.language, r.published_at, r.published_offset, a.url
FROM revisions AS r
JOIN articles AS a ON a.article_id = r.article_id
JOIN extractions AS e ON e.revision_id = r.revision_id
WHERE r.page_kind IN ('article', 'paywall') AND r.body <> ''
  AND coalesce(r.published_at, a.first_seen_at) >= CAST($since AS TIMESTAMP)
  AND coalesce(r.published_at, a.first_seen_at) < CAST($until AS TIMESTAMP)
QUALIFY row_number() OVER (PARTITION BY r.article_id ORDER BY r.revision_no DESC) = 1
ORDER BY r.published_at NULLS FIRST, r.revision_id
LIMIT $limit
