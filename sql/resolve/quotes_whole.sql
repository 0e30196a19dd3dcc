-- The rest of the utterances of which a quote came in with round $round.
INSERT INTO temp.scope
SELECT DISTINCT o.quote_id, $round
FROM temp.scope AS s
JOIN utterance_quotes AS u ON u.quote_id = s.mention_id
JOIN utterance_quotes AS o ON o.utterance_id = u.utterance_id
ANTI JOIN temp.scope AS known ON known.mention_id = o.quote_id
WHERE s.round = $round
