-- All that is known to have changed in those meetings, the first asserted first.
SELECT c.meeting_id, c.kind, c.old_value, c.new_value, c.outlet, c.asserted_at, c.evidence, c.reason
FROM meeting_changes AS c
WHERE c.meeting_id IN (SELECT coalesce(r.meeting_id, a.meeting_id) FROM alerts AS a
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
  WHERE a.state = 'sending' AND a.claimed_at = $now)
ORDER BY c.meeting_id, coalesce(c.asserted_at, c.changed_at), c.changed_at, c.kind = 'new' DESC, c.change_id
