-- Assertions in force that their article no longer makes: it was edited, withdrawn, or read
-- again by an extractor that found something else.
SELECT x.mention_id
FROM assertions AS x
LEFT JOIN temp.in_force AS c ON c.revision_id = x.revision_id
LEFT JOIN (FROM articles AS a WHERE a.withdrawn_at IS NOT NULL) AS w ON w.article_id = x.article_id
LEFT JOIN meeting_mentions AS m ON m.mention_id = x.mention_id
WHERE x.active
  AND (c.revision_id IS NULL OR w.article_id IS NOT NULL OR m.mention_id IS NULL)
ORDER BY x.mention_id
