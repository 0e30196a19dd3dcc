-- Quotes of speech in revisions in force that were not yet compared with others.
WITH current AS (
    SELECT r.article_id, r.revision_id
    FROM revisions AS r
    JOIN extractions AS e ON e.revision_id = r.revision_id AND e.problem IS NULL
    QUALIFY row_number() OVER (PARTITION BY r.article_id ORDER BY r.revision_no DESC) = 1
)
SELECT q.quote_id
FROM quotes AS q
JOIN current AS c ON c.revision_id = q.revision_id
ANTI JOIN utterance_quotes AS u ON u.quote_id = q.quote_id
WHERE q.cue_kind = 'speech' AND q.type IN ('direct', 'mixed')
ORDER BY q.quote_id
