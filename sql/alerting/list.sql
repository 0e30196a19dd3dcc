-- Alerts, newest first: who was told what, what was held back, and why.
SELECT a.alert_id, a.created_at, a.state, a.reason, a.recipient, a.watch, a.rule, a.schedule,
  a.due_at, a.attempts, a.next_try_at, a.sent_at, a.message_id,
  coalesce(r.meeting_id, a.meeting_id) AS meeting_id, m.participants, m.place, c.kind,
  c.old_value, c.new_value, c.evidence, c.outlet
FROM alerts AS a
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
LEFT JOIN meetings AS m ON m.meeting_id = coalesce(r.meeting_id, a.meeting_id)
LEFT JOIN meeting_changes AS c ON c.change_id = a.change_id
WHERE ($state IS NULL OR a.state = $state)
  AND ($recipient IS NULL OR a.recipient = $recipient)
  AND ($watch IS NULL OR a.watch = $watch)
  AND ($meeting IS NULL OR coalesce(r.meeting_id, a.meeting_id) = $meeting)
  AND ($ident IS NULL OR starts_with(a.alert_id, $ident) OR a.message_id = $ident)
ORDER BY a.created_at DESC, a.alert_id
LIMIT $limit
