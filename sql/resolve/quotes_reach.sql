-- One round: quotes of the same speaker, within $said days, that share telling words; and those
-- that were one utterance with them. Quotes of other days are left out first: of whoever has no
-- name there are as many as of everybody else, and each would be compared with all of them.
INSERT INTO temp.scope
WITH ours AS (
    SELECT a.utterance_id, a.speaker_id, a.said_at, a.words
    FROM temp.scope AS s JOIN utterance_quotes AS a ON a.quote_id = s.mention_id
    WHERE s.round = $round - 1
), near AS (
    SELECT quote_id, utterance_id, speaker_id, said_at, words
    FROM utterance_quotes
    WHERE said_at BETWEEN (SELECT min(said_at) FROM ours) - to_hours(24 * CAST($said AS INTEGER) + 2)
        AND (SELECT max(said_at) FROM ours) + to_hours(24 * CAST($said AS INTEGER) + 2)
      AND quote_id NOT IN (SELECT mention_id FROM temp.scope)
)
SELECT DISTINCT b.quote_id, $round
FROM ours AS a
JOIN near AS b ON b.speaker_id IS NOT DISTINCT FROM a.speaker_id
    AND abs(date_diff('hour', a.said_at, b.said_at)) <= 24 * CAST($said AS INTEGER) + 1
WHERE (len(list_intersect(a.words, b.words)) >= least(2, len(a.words), len(b.words))
    OR a.utterance_id = b.utterance_id)
  AND len(list_intersect(a.words, b.words)) > 0
