-- An id that was given out stays valid: every redirect ends at a meeting, in one step.
SELECT r.old_meeting_id, r.meeting_id
FROM meeting_redirects AS r
LEFT JOIN meetings AS m ON m.meeting_id = r.meeting_id
WHERE (m.meeting_id IS NULL OR r.old_meeting_id = r.meeting_id)
  AND EXISTS (FROM stg_meeting_redirects)
LIMIT 20
