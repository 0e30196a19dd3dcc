-- One step: quotes of the same speaker, within $said days, that share telling words with those that
-- came in last; of a speaker without a name all words of the shorter, since only such are one
-- utterance. Quotes of other days are left out first: of whoever has no name there are as many
-- as of everybody else, and each would be compared with all of them.
INSERT INTO temp.scope
WITH ours AS (
    SELECT a.speaker_id, a.said_at, a.words
    FROM temp.scope AS s JOIN utterance_quotes AS a ON a.quote_id = s.mention_id
    WHERE s.round = $round - 1
), near AS (
    SELECT quote_id, speaker_id, said_at, words
    FROM utterance_quotes
    WHERE said_at BETWEEN (SELECT min(said_at) FROM ours) - to_hours(24 * CAST($said AS INTEGER) + 2)
        AND (SELECT max(said_at) FROM ours) + to_hours(24 * CAST($said AS INTEGER) + 2)
      AND quote_id NOT IN (SELECT mention_id FROM temp.scope)
), pairs AS (
    SELECT b.quote_id, len(list_intersect(a.words, b.words)) AS common,
        least(CASE WHEN a.speaker_id IS NULL THEN len(a.words) ELSE 2 END, len(a.words), len(b.words))
            AS needed
    FROM ours AS a
    JOIN near AS b ON b.speaker_id IS NOT DISTINCT FROM a.speaker_id
        AND abs(date_diff('hour', a.said_at, b.said_at)) <= 24 * CAST($said AS INTEGER) + 1
)
SELECT DISTINCT quote_id, $round FROM pairs WHERE common >= needed AND common > 0
