-- Quotes compared earlier that no revision in force has any more.
WITH current AS (
    SELECT r.article_id, r.revision_id
    FROM revisions AS r
    JOIN extractions AS e ON e.revision_id = r.revision_id AND e.problem IS NULL
    QUALIFY row_number() OVER (PARTITION BY r.article_id ORDER BY r.revision_no DESC) = 1
)
SELECT u.quote_id, u.utterance_id
FROM utterance_quotes AS u
LEFT JOIN quotes AS q ON q.quote_id = u.quote_id
LEFT JOIN current AS c ON c.revision_id = q.revision_id
WHERE c.revision_id IS NULL
ORDER BY u.quote_id
