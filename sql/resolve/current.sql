-- The revision in force of each article in `looked`: the newest that could be read. Most articles have
-- one, and only the others are sorted by it.
CREATE OR REPLACE TEMP TABLE in_force AS
WITH could AS MATERIALIZED (
    SELECT e.revision_id FROM extractions AS e
    SEMI JOIN temp.looked AS l ON l.article_id = e.article_id
    WHERE e.problem IS NULL
), theirs AS MATERIALIZED (
    SELECT r.article_id, r.revision_id, r.revision_no FROM revisions AS r
    SEMI JOIN could AS c ON c.revision_id = r.revision_id
), edited AS MATERIALIZED (SELECT DISTINCT article_id FROM theirs WHERE revision_no > 1)
SELECT r.article_id, r.revision_id FROM theirs AS r
ANTI JOIN edited AS n ON n.article_id = r.article_id
UNION ALL
SELECT r.article_id, arg_max(r.revision_id, r.revision_no) FROM theirs AS r
SEMI JOIN edited AS n ON n.article_id = r.article_id
GROUP BY r.article_id
