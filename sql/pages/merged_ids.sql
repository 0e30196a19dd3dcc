-- The ids that were merged into a meeting, oldest merge first.
SELECT old_meeting_id, merged_at
FROM meeting_redirects
WHERE meeting_id = $ident
ORDER BY merged_at, old_meeting_id
