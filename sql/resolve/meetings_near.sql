-- All mentions of the meetings outside the scope that a mention in `work` may mean.
WITH ours AS MATERIALIZED (
    SELECT a.* FROM temp.hood AS a SEMI JOIN temp.work AS w ON w.mention_id = a.mention_id
), others AS MATERIALIZED (
    SELECT b.* FROM temp.hood AS b
    SEMI JOIN ours AS a ON a.pair_key = b.pair_key
    ANTI JOIN temp.scope AS known ON known.mention_id = b.mention_id
    WHERE b.firm
), hit AS MATERIALIZED (
    SELECT DISTINCT b.mention_id
    FROM ours AS a
    JOIN others AS b ON b.pair_key = a.pair_key
    WHERE NOT (a.part AND b.part) AND (
        (a.start_day IS NULL AND b.start_day IS NULL
            AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
        OR (a.start_day IS NULL AND b.start_day <= a.to_day AND b.end_day >= a.from_day)
        OR (b.start_day IS NULL AND a.start_day IS NOT NULL
            AND abs(date_diff('day', a.said_day, b.said_day)) <= CAST($talk AS INTEGER))
        OR (a.start_day <= b.end_day + CAST($slack AS INTEGER)
            AND b.start_day <= a.end_day + CAST($slack AS INTEGER))
      )
), near AS MATERIALIZED (
    SELECT DISTINCT l.meeting_id FROM meeting_links AS l
    SEMI JOIN hit AS h ON h.mention_id = l.mention_id
    WHERE l.kind = 'linked'
)
SELECT l.mention_id, l.meeting_id
FROM meeting_links AS l
JOIN near AS n ON n.meeting_id = l.meeting_id
WHERE l.kind = 'linked' AND l.mention_id NOT IN (SELECT mention_id FROM temp.scope)
ORDER BY l.mention_id
