-- The mentions of a meeting in force, the surest first, with the extractor that read each.
SELECT l.mention_id, x.extractor_version, x.confidence
FROM meeting_links AS l
JOIN assertions AS x ON x.mention_id = l.mention_id
WHERE l.kind = 'linked' AND l.meeting_id = $meeting_id AND x.active
ORDER BY x.confidence DESC, l.mention_id
