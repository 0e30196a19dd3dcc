-- Earlier mails to those recipients about those meetings, oldest first: what a new one answers.
SELECT e.recipient, coalesce(r.meeting_id, e.meeting_id) AS meeting_id, e.message_id,
  min(e.sent_at) AS sent_at
FROM alerts AS e
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = e.meeting_id
WHERE e.state = 'sent' AND e.message_id IS NOT NULL
  AND (e.recipient, coalesce(r.meeting_id, e.meeting_id)) IN (
    SELECT (a.recipient, coalesce(x.meeting_id, a.meeting_id)) FROM alerts AS a
    LEFT JOIN meeting_redirects AS x ON x.old_meeting_id = a.meeting_id
    WHERE a.state = 'sending' AND a.claimed_at = $now)
GROUP BY ALL
ORDER BY e.recipient, sent_at, e.message_id
