-- Other watches of a recipient that match the changes being told: they explain it as well.
SELECT h.recipient, h.change_id, h.watch, h.rule
FROM alerts AS h
WHERE h.state = 'held' AND h.reason LIKE 'told by the watch %'
  AND h.change_id IN (SELECT change_id FROM alerts WHERE state = 'sending' AND claimed_at = $now)
ORDER BY h.recipient, h.change_id, h.watch
