-- Where an id that was given out once leads today. Merges may follow on merges; UNION (not
-- UNION ALL) ends the walk even if hand-made merges form a ring.
WITH RECURSIVE walk (meeting_id) AS (
    SELECT $ident
    UNION
    SELECT r.meeting_id FROM walk AS w JOIN meeting_redirects AS r ON r.old_meeting_id = w.meeting_id
)
SELECT w.meeting_id
FROM walk AS w
SEMI JOIN meetings AS m ON m.meeting_id = w.meeting_id
LIMIT 1
