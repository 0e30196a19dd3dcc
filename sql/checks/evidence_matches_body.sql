-- Every evidence sentence in this load is the stored body's text at that place.
SELECT s.mention_id, s.position, s.start_char, s.end_char, s.text
FROM stg_mention_evidence AS s
JOIN revisions AS r ON r.revision_id = s.revision_id
WHERE substr(r.body, s.start_char + 1, s.end_char - s.start_char) IS DISTINCT FROM s.text
LIMIT 20
