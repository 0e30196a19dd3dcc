-- The changes that the mails being put together tell of: one row an alert.
SELECT a.alert_id, a.recipient, a.message_id, a.watch, a.rule, a.zone, a.schedule,
  coalesce(r.meeting_id, a.meeting_id) AS meeting_id, a.aspect, a.value, c.change_id, c.kind,
  c.old_value, c.new_value, c.evidence, c.asserted_at, coalesce(c.outlet, t.outlet) AS outlet,
  c.article_id, t.url, t.source_kind
FROM alerts AS a
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
JOIN meeting_changes AS c ON c.change_id = a.change_id
LEFT JOIN articles AS t ON t.article_id = c.article_id
WHERE a.state = 'sending' AND a.claimed_at = $now
ORDER BY a.recipient, coalesce(c.asserted_at, c.changed_at), c.changed_at, c.kind <> 'new',
  a.alert_id
