-- The quotes that a search found, as `given` orders them. First which rows they are, by the ids
-- alone, then those rows: reading all columns of all quotes takes twice as long.
WITH hit AS (
    SELECT q.rowid AS number, g.position FROM quotes AS q JOIN given AS g ON g.id = q.quote_id
), found AS MATERIALIZED (
    SELECT q.*, (SELECT position FROM hit WHERE hit.number = q.rowid) AS place
    FROM quotes AS q WHERE q.rowid IN (SELECT number FROM hit)
), texts AS MATERIALIZED (
    SELECT revision_id, title, published_at, fetched_at FROM revisions
    WHERE revision_id IN (SELECT revision_id FROM found)
), homes AS MATERIALIZED (
    SELECT article_id, outlet, source_kind, url FROM articles
    WHERE article_id IN (SELECT article_id FROM found)
)
SELECT 'quote' AS kind, q.quote_id, q.content AS text, q.speaker_name, q.speaker_id, q.speaker_desc,
    q.speaker_role, q.type, q.via, q.confidence, coalesce(r.published_at, r.fetched_at) AS said_at,
    a.outlet, a.source_kind, r.title, q.article_id, q.revision_id, a.url
FROM found AS q
JOIN texts AS r ON r.revision_id = q.revision_id
JOIN homes AS a ON a.article_id = q.article_id
ORDER BY q.place
