-- What is indexed of the `given` texts: title and body, with what a search may be narrowed down by.
-- By their place: any other join unpacks the texts of all articles.
WITH hit AS MATERIALIZED (
    SELECT r.rowid AS place, g.position FROM revisions AS r JOIN given AS g ON g.revision_id = r.revision_id
)
SELECT r.article_id, r.revision_id, a.outlet, r.title, r.body,
    CAST(coalesce(r.published_at, r.fetched_at) AS DATE) AS day
FROM revisions AS r
JOIN hit AS h ON h.place = r.rowid
JOIN articles AS a ON a.article_id = r.article_id
ORDER BY h.position
