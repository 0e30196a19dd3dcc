-- Alerts to send once more because somebody asked for it, and how often that was asked before.
SELECT a.*, (SELECT count(*) FROM alerts AS b WHERE b.change_id = a.change_id
    AND b.recipient = a.recipient AND b.watch = a.watch) AS copies
FROM alerts AS a
WHERE (starts_with(a.alert_id, $ident) OR a.message_id = $ident) AND a.state IN ('sent', 'failed', 'held')
ORDER BY a.alert_id
