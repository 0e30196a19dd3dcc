-- The attempts to send a mail, oldest first.
SELECT attempted_at, outcome, problem, subject FROM deliveries
WHERE message_id = $message_id ORDER BY attempted_at, delivery_id
