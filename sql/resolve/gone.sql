-- Assertions in force that their article no longer makes: it was edited, withdrawn, or read
-- again by an extractor that found something else.
WITH current AS (
    SELECT r.article_id, r.revision_id
    FROM revisions AS r
    JOIN extractions AS e ON e.revision_id = r.revision_id AND e.problem IS NULL
    QUALIFY row_number() OVER (PARTITION BY r.article_id ORDER BY r.revision_no DESC) = 1
)
SELECT x.mention_id
FROM assertions AS x
LEFT JOIN current AS c ON c.revision_id = x.revision_id
LEFT JOIN articles AS a ON a.article_id = x.article_id
LEFT JOIN meeting_mentions AS m ON m.mention_id = x.mention_id
WHERE x.active
  AND (c.revision_id IS NULL OR a.withdrawn_at IS NOT NULL OR m.mention_id IS NULL)
ORDER BY x.mention_id
