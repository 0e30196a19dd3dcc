-- Who was told what, and what was held back and why: one row an alert, newest first.
SELECT a.created_at, a.state, a.reason, a.recipient, a.watch, a.rule, m.participants, c.kind,
    c.old_value, c.new_value, a.attempts, a.next_try_at, a.message_id, a.meeting_id, a.alert_id,
    count(*) OVER () AS total
FROM alerts AS a
LEFT JOIN meetings AS m ON m.meeting_id = a.meeting_id
LEFT JOIN meeting_changes AS c ON c.change_id = a.change_id
WHERE ($person IS NULL OR m.meeting_id IN (SELECT meeting_id FROM meant))
  AND ($since IS NULL OR CAST(a.created_at AS DATE) >= $since)
  AND ($until IS NULL OR CAST(a.created_at AS DATE) <= $until)
ORDER BY /*sort: created_at, state, reason, recipient, watch, rule, participants, kind, new_value*/
    a.created_at DESC, a.meeting_id, a.alert_id
LIMIT $limit OFFSET $offset
