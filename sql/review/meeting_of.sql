-- The meeting of a mention.
SELECT l.meeting_id FROM meeting_links AS l
WHERE l.mention_id = $mention_id AND l.kind = 'linked'
