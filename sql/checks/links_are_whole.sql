-- Every mention in this load belongs to exactly one meeting, and every link leads to one.
SELECT 'no meeting' AS what, l.mention_id, l.meeting_id
FROM stg_meeting_links AS l ANTI JOIN meetings AS m ON m.meeting_id = l.meeting_id
UNION ALL
SELECT 'not one link', s.mention_id, NULL
FROM (SELECT DISTINCT mention_id FROM stg_meeting_links) AS s
LEFT JOIN meeting_links AS l ON l.mention_id = s.mention_id AND l.kind = 'linked'
GROUP BY s.mention_id HAVING count(l.meeting_id) <> 1
LIMIT 20
