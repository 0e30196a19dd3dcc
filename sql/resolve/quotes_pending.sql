-- Quotes of speech in revisions in force that were not yet compared with others.
SELECT q.quote_id
FROM quotes AS q
SEMI JOIN temp.in_force AS c ON c.revision_id = q.revision_id
ANTI JOIN utterance_quotes AS u ON u.quote_id = q.quote_id
WHERE q.cue_kind = 'speech' AND q.type IN ('direct', 'mixed')
ORDER BY q.quote_id
LIMIT $limit
