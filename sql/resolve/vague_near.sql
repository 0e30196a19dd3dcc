-- Vague mentions outside the scope that may be proposed to a meeting inside it: they share a
-- pair of parties (one perhaps only a candidate) and are near in time.
WITH ours AS MATERIALIZED (
    SELECT b.* FROM temp.hood AS b
    SEMI JOIN temp.scope AS s ON s.mention_id = b.mention_id
    WHERE b.firm
), others AS MATERIALIZED (
    SELECT a.* FROM temp.hood AS a
    SEMI JOIN ours AS b ON b.pair_key = a.pair_key
    ANTI JOIN temp.scope AS known ON known.mention_id = a.mention_id
    WHERE a.vague
)
SELECT DISTINCT a.mention_id
FROM ours AS b
JOIN others AS a ON a.pair_key = b.pair_key
WHERE (
    (a.start_day IS NULL AND b.start_day IS NULL
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
    OR (a.start_day IS NULL AND b.start_day <= a.to_day AND b.end_day >= a.from_day)
    OR (b.start_day IS NULL AND a.start_day IS NOT NULL
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
    OR (a.start_day <= b.end_day + CAST($slack AS INTEGER)
        AND b.start_day <= a.end_day + CAST($slack AS INTEGER))
  )
ORDER BY a.mention_id
