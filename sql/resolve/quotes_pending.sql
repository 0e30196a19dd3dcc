-- Quotes of speech in revisions in force that were not yet compared with others, but for those
-- that stand aside.
SELECT q.quote_id, q.article_id
FROM quotes AS q
SEMI JOIN temp.in_force AS c ON c.revision_id = q.revision_id
ANTI JOIN utterance_quotes AS u ON u.quote_id = q.quote_id
ANTI JOIN (FROM set_aside AS p WHERE p.kind = 'quote' AND p.version = $version) AS bad
    ON bad.item_id = q.quote_id AND bad.set_aside_at >= q.loaded_at
WHERE q.cue_kind = 'speech' AND q.type IN ('direct', 'mixed')
ORDER BY q.quote_id
LIMIT $limit
