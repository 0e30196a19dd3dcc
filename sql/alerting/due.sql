-- Alerts to send now: due ones, and those that a sender took and never reported on (it was
-- killed: the ledger knows what became of the mail). Those bound to a mail already come
-- with its id and stay together.
SELECT alert_id, recipient, watch, coalesce(r.meeting_id, a.meeting_id) AS meeting_id,
  message_id, schedule, attempts, state, created_at, change_id,
  NOT EXISTS (FROM meetings AS m WHERE m.meeting_id = coalesce(r.meeting_id, a.meeting_id)) AS gone
FROM alerts AS a
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
WHERE (state = 'pending' AND coalesce(due_at, $now) <= $now AND coalesce(next_try_at, $now) <= $now)
   OR (state = 'sending' AND claimed_at <= $stale)
   -- No digest is further off than a week and no retry than four hours: the clock was ahead.
   OR (state = 'pending' AND (due_at > $now + INTERVAL 9 DAY OR next_try_at > $now + INTERVAL 1 DAY))
   OR (state = 'sending' AND claimed_at > $now + INTERVAL 1 DAY)
ORDER BY recipient, created_at, alert_id
