-- One round of the closure: mentions that share a pair of parties with those that came in last
-- and lie so near in time that they may be put together (the days are those of
-- resolution/likeness.py and resolution/groups.py: $slack apart when dated, $rumour apart in
-- publication when undated, $moved after a date that was put off).
INSERT INTO temp.scope
SELECT DISTINCT b.mention_id, $round
FROM temp.scope AS s
JOIN assertion_pairs AS a ON a.mention_id = s.mention_id AND a.firm
JOIN assertion_pairs AS b ON b.pair_key = a.pair_key AND b.firm
WHERE s.round = $round - 1
  AND (
    (a.start_day <= b.end_day + CAST($slack AS INTEGER)
        AND b.start_day <= a.end_day + CAST($slack AS INTEGER))
    OR (a.put_off AND b.start_day BETWEEN a.start_day AND a.end_day + CAST($moved AS INTEGER))
    OR (b.put_off AND a.start_day BETWEEN b.start_day AND b.end_day + CAST($moved AS INTEGER))
    OR (a.start_day IS NULL AND b.start_day IS NULL
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($rumour AS INTEGER))
  )
  AND b.mention_id NOT IN (SELECT mention_id FROM temp.scope)
