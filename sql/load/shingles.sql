-- The sketch of a revision; made once, since a revision's text never changes.
INSERT INTO shingles
SELECT DISTINCT s.revision_id, s.article_id, s.hash
FROM stg_shingles AS s
ANTI JOIN shingles AS t ON t.revision_id = s.revision_id;
