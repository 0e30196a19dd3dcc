-- The quotes that a search found, as `given` orders them.
SELECT 'quote' AS kind, q.quote_id, q.content AS text, q.speaker_name, q.speaker_id, q.speaker_desc,
    q.speaker_role, q.type, q.via, q.confidence, coalesce(r.published_at, r.fetched_at) AS said_at,
    a.outlet, a.source_kind, r.title, q.article_id, q.revision_id, a.url
FROM given AS g
JOIN quotes AS q ON q.quote_id = g.id
JOIN revisions AS r ON r.revision_id = q.revision_id
JOIN articles AS a ON a.article_id = q.article_id
ORDER BY g.position
