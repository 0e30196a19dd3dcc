-- What is indexed of the `given` texts: title and body, with what a search may be narrowed down by.
SELECT r.article_id, r.revision_id, a.outlet, r.title, r.body,
    CAST(coalesce(r.published_at, r.fetched_at) AS DATE) AS day
FROM revisions AS r
JOIN given AS g ON g.revision_id = r.revision_id
JOIN articles AS a ON a.article_id = r.article_id
ORDER BY g.position
