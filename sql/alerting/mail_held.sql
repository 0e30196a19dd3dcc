-- What was held back from those recipients about those meetings since their last mail.
SELECT h.recipient, coalesce(r.meeting_id, h.meeting_id) AS meeting_id, h.reason, h.watch,
  c.kind, c.old_value, c.new_value
FROM alerts AS h
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = h.meeting_id
JOIN meeting_changes AS c ON c.change_id = h.change_id
WHERE h.state = 'held' AND h.reason NOT LIKE 'told %'
  AND h.reason NOT LIKE 'changes of %'
  AND (h.recipient, coalesce(r.meeting_id, h.meeting_id)) IN (
    SELECT (a.recipient, coalesce(x.meeting_id, a.meeting_id)) FROM alerts AS a
    LEFT JOIN meeting_redirects AS x ON x.old_meeting_id = a.meeting_id
    WHERE a.state = 'sending' AND a.claimed_at = $now)
ORDER BY h.recipient, h.created_at, h.alert_id
