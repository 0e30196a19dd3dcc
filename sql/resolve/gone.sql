-- Assertions in force that their article no longer makes: it was edited, withdrawn, or read
-- again by an extractor that found something else.
SELECT x.mention_id FROM assertions AS x
ANTI JOIN temp.in_force AS c ON c.revision_id = x.revision_id
WHERE x.active
UNION
SELECT x.mention_id FROM assertions AS x
ANTI JOIN meeting_mentions AS m ON m.mention_id = x.mention_id
WHERE x.active
UNION
SELECT x.mention_id FROM assertions AS x
SEMI JOIN (FROM articles AS a WHERE a.withdrawn_at IS NOT NULL) AS w
    ON w.article_id = x.article_id
WHERE x.active
ORDER BY mention_id
