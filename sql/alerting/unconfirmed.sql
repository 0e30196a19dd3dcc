-- Mails to those recipients that count as sent without the server's word and of which no
-- later mail that surely arrived has told them, with the sentences that they told.
SELECT a.recipient, a.message_id, min(a.sent_at) AS sent_at,
  (SELECT any_value(d.subject) FROM deliveries AS d WHERE d.message_id = a.message_id) AS subject,
  list(DISTINCT {'sentence': c.evidence, 'outlet': c.outlet,
    'meeting_id': coalesce(r.meeting_id, a.meeting_id)}) AS told
FROM alerts AS a
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
LEFT JOIN meeting_changes AS c ON c.change_id = a.change_id
WHERE a.state = 'sent' AND a.reason LIKE 'sent, but not confirmed%'
  AND a.recipient IN (SELECT recipient FROM alerts WHERE state = 'sending' AND claimed_at = $now)
  AND NOT EXISTS (FROM alerts AS later WHERE later.recipient = a.recipient
    AND later.state = 'sent' AND later.reason IS NULL
    AND later.claimed_at > a.sent_at)
GROUP BY a.recipient, a.message_id
ORDER BY a.recipient, sent_at
