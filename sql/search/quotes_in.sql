-- What is indexed of the quotes of the `given` texts. By their place: any other join unpacks the words
-- of all quotes.
WITH hit AS MATERIALIZED (
    SELECT q.rowid AS place, g.position FROM quotes AS q JOIN given AS g ON g.revision_id = q.revision_id
)
SELECT q.quote_id, q.article_id, q.content, coalesce(q.speaker_name, q.speaker_desc) AS speaker
FROM quotes AS q
JOIN hit AS h ON h.place = q.rowid
ORDER BY h.position, q.position
