-- The links of each mention in `work` as they stand.
SELECT l.mention_id, l.meeting_id, l.kind, l.score
FROM meeting_links AS l JOIN temp.work AS w ON w.mention_id = l.mention_id
ORDER BY l.mention_id, l.kind, l.meeting_id
