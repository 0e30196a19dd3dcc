-- The revision of each article whose facts count: the newest that was read.
SELECT r.article_id, arg_max(r.revision_id, r.revision_no) AS revision_id
FROM revisions AS r
SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
GROUP BY r.article_id
