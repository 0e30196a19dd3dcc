-- What is indexed of the quotes of the `given` texts.
SELECT q.quote_id, q.article_id, q.content, coalesce(q.speaker_name, q.speaker_desc) AS speaker
FROM quotes AS q
JOIN given AS g ON g.revision_id = q.revision_id
ORDER BY g.position, q.position
