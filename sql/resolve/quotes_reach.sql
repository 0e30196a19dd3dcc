-- One round: quotes of the same speaker, within $said days, that share telling words; and those
-- that were one utterance with them.
INSERT INTO temp.scope
SELECT DISTINCT b.quote_id, $round
FROM temp.scope AS s
JOIN utterance_quotes AS a ON a.quote_id = s.mention_id
JOIN utterance_quotes AS b ON b.speaker_id IS NOT DISTINCT FROM a.speaker_id
    AND abs(date_diff('hour', a.said_at, b.said_at)) <= 24 * CAST($said AS INTEGER) + 1
WHERE s.round = $round - 1
  AND (len(list_intersect(a.words, b.words)) >= least(2, len(a.words), len(b.words))
    OR a.utterance_id = b.utterance_id)
  AND len(list_intersect(a.words, b.words)) > 0
  AND b.quote_id NOT IN (SELECT mention_id FROM temp.scope)
