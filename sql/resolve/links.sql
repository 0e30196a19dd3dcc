-- The meeting that each mention in `work` belongs to so far.
SELECT l.mention_id, l.meeting_id
FROM meeting_links AS l JOIN temp.work AS w ON w.mention_id = l.mention_id
WHERE l.kind = 'linked'
ORDER BY l.mention_id
