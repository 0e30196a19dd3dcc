-- One step: mentions that share a pair of parties with those that came in last and may be put
-- together with them: $slack days apart when dated; $rumour days apart in publication when undated;
-- an undated one with a meeting on a day that it can mean, or with a week or month ahead that was told
-- within $talk days; $moved days around a day that was moved or put off; or said by one article in
-- two revisions; not two that name one country among others (resolution/likeness.py, groups.py, linking.py, successions.py).
INSERT INTO temp.scope
WITH ours AS MATERIALIZED (
    SELECT a.* FROM temp.hood AS a
    SEMI JOIN (FROM temp.scope WHERE round = $round - 1) AS s ON s.mention_id = a.mention_id
    WHERE a.firm
), others AS MATERIALIZED (
    SELECT b.* FROM temp.hood AS b
    SEMI JOIN ours AS a ON a.pair_key = b.pair_key
    ANTI JOIN temp.scope AS known ON known.mention_id = b.mention_id
    WHERE b.firm
)
SELECT DISTINCT b.mention_id, $round
FROM ours AS a
JOIN others AS b ON b.pair_key = a.pair_key
WHERE NOT (a.part AND b.part) AND (
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
