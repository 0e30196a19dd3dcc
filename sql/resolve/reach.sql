-- One step: mentions that share a pair of parties with those that came in last and may be put
-- together with them: $slack days apart when dated; $rumour days apart in publication when undated;
-- an undated one with a meeting on a day that it can mean, or with a week or month ahead that was told
-- within $talk days; $moved days around a day that was moved or put off; or said by one article in
-- two revisions (resolution/likeness.py, groups.py, linking.py, successions.py).
INSERT INTO temp.scope
SELECT DISTINCT b.mention_id, $round
FROM temp.scope AS s
JOIN temp.hood AS a ON a.mention_id = s.mention_id AND a.firm
JOIN temp.hood AS b ON b.pair_key = a.pair_key AND b.firm
WHERE s.round = $round - 1
  AND (
    (a.start_day <= b.end_day + CAST($slack AS INTEGER)
        AND b.start_day <= a.end_day + CAST($slack AS INTEGER))
    OR ((a.put_off OR b.put_off)
        AND b.start_day <= a.end_day + CAST($moved AS INTEGER)
        AND a.start_day <= b.end_day + CAST($moved AS INTEGER))
    OR (a.start_day IS NULL AND b.start_day IS NULL
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($rumour AS INTEGER))
    OR (a.start_day IS NULL AND b.start_day <= a.to_day AND b.end_day >= a.from_day)
    OR (b.start_day IS NULL AND a.start_day <= b.to_day AND a.end_day >= b.from_day)
    OR (a.start_day IS NULL AND b.vague AND b.start_day > a.said_day
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
    OR (b.start_day IS NULL AND a.vague AND a.start_day > b.said_day
        AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
    OR a.article_id = b.article_id
  )
  AND b.mention_id NOT IN (SELECT mention_id FROM temp.scope)
