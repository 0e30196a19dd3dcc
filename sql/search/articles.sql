-- The articles that a search found, as `given` orders them.
SELECT 'article' AS kind, CAST(NULL AS VARCHAR) AS quote_id, r.body AS text,
    CAST(NULL AS VARCHAR) AS speaker_name, CAST(NULL AS VARCHAR) AS speaker_id,
    CAST(NULL AS VARCHAR) AS speaker_desc, CAST(NULL AS VARCHAR) AS speaker_role,
    CAST(NULL AS VARCHAR) AS type, CAST(NULL AS VARCHAR) AS via, CAST(NULL AS DOUBLE) AS confidence,
    coalesce(r.published_at, r.fetched_at) AS said_at, a.outlet, a.source_kind, r.title,
    r.article_id, r.revision_id, a.url
FROM given AS g
JOIN revisions AS r ON r.revision_id = g.id
JOIN articles AS a ON a.article_id = r.article_id
ORDER BY g.position
