-- Mails to those recipients that count as sent without the server's word and of which no
-- later mail has told them yet.
SELECT a.recipient, a.message_id, min(a.sent_at) AS sent_at, any_value(d.subject) AS subject
FROM alerts AS a
LEFT JOIN deliveries AS d ON d.message_id = a.message_id
WHERE a.state = 'sent' AND a.reason LIKE 'sent, but not confirmed%'
  AND a.recipient IN (SELECT recipient FROM alerts WHERE state = 'sending' AND claimed_at = $now)
  AND NOT EXISTS (FROM alerts AS later WHERE later.recipient = a.recipient
    AND later.state = 'sent' AND later.claimed_at > a.sent_at)
GROUP BY a.recipient, a.message_id
ORDER BY a.recipient, sent_at
