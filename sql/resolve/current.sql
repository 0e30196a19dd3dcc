-- The revision of each article that is in force: the newest that could be read.
CREATE OR REPLACE TEMP TABLE in_force AS
SELECT r.article_id, arg_max(r.revision_id, r.revision_no) AS revision_id
FROM revisions AS r
JOIN extractions AS e ON e.revision_id = r.revision_id AND e.problem IS NULL
GROUP BY r.article_id
