-- The articles that a search found, as `given` orders them; first which rows (see quotes.sql).
WITH hit AS (
    SELECT r.rowid AS number, g.position FROM revisions AS r JOIN given AS g ON g.id = r.revision_id
), found AS MATERIALIZED (
    SELECT r.*, (SELECT position FROM hit WHERE hit.number = r.rowid) AS place
    FROM revisions AS r WHERE r.rowid IN (SELECT number FROM hit)
), homes AS MATERIALIZED (
    SELECT article_id, outlet, source_kind, url FROM articles
    WHERE article_id IN (SELECT article_id FROM found)
)
SELECT 'article' AS kind, CAST(NULL AS VARCHAR) AS quote_id, r.body AS text,
    CAST(NULL AS VARCHAR) AS speaker_name, CAST(NULL AS VARCHAR) AS speaker_id,
    CAST(NULL AS VARCHAR) AS speaker_desc, CAST(NULL AS VARCHAR) AS speaker_role,
    CAST(NULL AS VARCHAR) AS type, CAST(NULL AS VARCHAR) AS via, CAST(NULL AS DOUBLE) AS confidence,
    coalesce(r.published_at, r.fetched_at) AS said_at, a.outlet, a.source_kind, r.title,
    r.article_id, r.revision_id, a.url
FROM found AS r
JOIN homes AS a ON a.article_id = r.article_id
ORDER BY r.place
