-- Vague mentions outside the scope that may be proposed to a meeting inside it: they share a
-- pair of parties (one perhaps only a candidate) and are near in time.
SELECT DISTINCT a.mention_id
FROM temp.scope AS s
JOIN temp.hood AS b ON b.mention_id = s.mention_id AND b.firm
JOIN temp.hood AS a ON a.pair_key = b.pair_key AND a.vague
WHERE a.mention_id NOT IN (SELECT mention_id FROM temp.scope)
  AND (
    (a.start_day IS NULL AND b.start_day IS NULL
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
    OR (a.start_day IS NULL AND b.start_day <= a.to_day AND b.end_day >= a.from_day)
    OR (b.start_day IS NULL AND a.start_day IS NOT NULL
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
    OR (a.start_day <= b.end_day + CAST($slack AS INTEGER)
        AND b.start_day <= a.end_day + CAST($slack AS INTEGER))
  )
ORDER BY a.mention_id
