-- The meetings that this resolution found to be others: what a decision about people joins.
SELECT DISTINCT l.old_meeting_id, l.meeting_id,
    array_to_string(m.participants, ' – ') AS participants, m.start_day
FROM merge_log AS l
LEFT JOIN meetings AS m ON m.meeting_id = l.meeting_id
WHERE l.kind = 'merged' AND l.logged_at = $now AND l.old_meeting_id <> l.meeting_id
ORDER BY l.meeting_id, l.old_meeting_id;
