-- What somebody said, newest first. Only a spelling that is nobody else's is taken for theirs.
WITH spelled AS (
    SELECT alias FROM people_aliases GROUP BY alias
    HAVING count(DISTINCT person_id) = 1 AND min(person_id) = $ident
), current_revisions AS (
    SELECT r.article_id, arg_max(r.revision_id, r.revision_no) AS revision_id
    FROM revisions AS r
    SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
    GROUP BY r.article_id
)
SELECT q.quote_id, q.speaker_name, q.content, q.type, q.via, q.confidence, a.outlet,
    coalesce(r.published_at, r.fetched_at) AS said_at
FROM quotes AS q
SEMI JOIN spelled AS s ON s.alias = q.speaker_name
JOIN current_revisions AS c ON c.revision_id = q.revision_id
JOIN revisions AS r ON r.revision_id = q.revision_id
JOIN articles AS a ON a.article_id = q.article_id
ORDER BY said_at DESC, q.article_id, q.position
LIMIT 200
