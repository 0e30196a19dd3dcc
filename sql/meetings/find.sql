-- The meeting of an id, also one that it bore before.
SELECT m.meeting_id, m.participants, m.status, m.start_day, m.place
FROM meetings AS m
WHERE m.meeting_id = $asked
   OR m.meeting_id = (SELECT r.meeting_id FROM meeting_redirects AS r WHERE r.old_meeting_id = $asked)
