-- The revision of each article that is in force: the newest that could be read. Most articles have
-- one, and only the others are sorted by it.
CREATE OR REPLACE TEMP TABLE in_force AS
WITH edited AS MATERIALIZED (SELECT DISTINCT article_id FROM revisions WHERE revision_no > 1)
SELECT r.article_id, r.revision_id
FROM revisions AS r
SEMI JOIN (FROM extractions AS e WHERE e.problem IS NULL) AS e ON e.revision_id = r.revision_id
ANTI JOIN edited AS n ON n.article_id = r.article_id
UNION ALL
SELECT r.article_id, arg_max(r.revision_id, r.revision_no)
FROM revisions AS r
SEMI JOIN edited AS n ON n.article_id = r.article_id
SEMI JOIN (FROM extractions AS e WHERE e.problem IS NULL) AS e ON e.revision_id = r.revision_id
GROUP BY r.article_id
