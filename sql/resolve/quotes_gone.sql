-- Quotes of the articles in `looked` compared earlier that no revision in force has any more.
SELECT u.quote_id, u.utterance_id
FROM (
    FROM utterance_quotes AS u SEMI JOIN temp.looked AS l ON l.article_id = u.article_id
) AS u
LEFT JOIN quotes AS q ON q.quote_id = u.quote_id
LEFT JOIN temp.in_force AS c ON c.revision_id = q.revision_id
WHERE c.revision_id IS NULL
ORDER BY u.quote_id
