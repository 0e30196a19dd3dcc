-- How many mails each recipient got for each watch in the last 24 hours.
SELECT recipient, watch, count(DISTINCT message_id) AS mails
FROM alerts
WHERE state IN ('sending', 'sent') AND schedule IN ('immediate', 'hourly')
  AND claimed_at > $now - INTERVAL 24 HOUR
GROUP BY recipient, watch
