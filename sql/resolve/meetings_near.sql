-- All mentions of the meetings outside the scope that a mention in `work` may mean.
WITH near AS (
    SELECT DISTINCT l.meeting_id
    FROM temp.work AS w
    JOIN temp.hood AS a ON a.mention_id = w.mention_id
    JOIN temp.hood AS b ON b.pair_key = a.pair_key AND b.firm
    JOIN meeting_links AS l ON l.mention_id = b.mention_id AND l.kind = 'linked'
    WHERE b.mention_id NOT IN (SELECT mention_id FROM temp.scope)
      AND (
        (a.start_day IS NULL AND b.start_day IS NULL
            AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
        OR (a.start_day IS NULL AND b.start_day <= a.to_day AND b.end_day >= a.from_day)
        OR (b.start_day IS NULL AND a.start_day IS NOT NULL
            AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
        OR (a.start_day <= b.end_day + CAST($slack AS INTEGER)
            AND b.start_day <= a.end_day + CAST($slack AS INTEGER))
      )
)
SELECT l.mention_id, l.meeting_id
FROM meeting_links AS l
JOIN near AS n ON n.meeting_id = l.meeting_id
WHERE l.kind = 'linked' AND l.mention_id NOT IN (SELECT mention_id FROM temp.scope)
ORDER BY l.mention_id
