-- What became of an alert. A sent one stays sent, and a late report of an earlier attempt
-- doesn't undo a later one.
MERGE INTO alerts AS t
USING (FROM stg_alert_states
    QUALIFY row_number() OVER (PARTITION BY alert_id
        ORDER BY (state = 'sent') DESC, attempts DESC, updated_at DESC) = 1) AS s
ON t.alert_id = s.alert_id
WHEN MATCHED AND t.state <> 'sent' AND (s.state = 'sent' OR s.attempts >= t.attempts)
  THEN UPDATE SET state = s.state, reason = s.reason,
    message_id = coalesce(s.message_id, t.message_id), attempts = s.attempts,
    next_try_at = s.next_try_at, due_at = coalesce(s.due_at, t.due_at),
    claimed_at = coalesce(s.claimed_at, t.claimed_at),
    schedule = coalesce(s.schedule, t.schedule),
    sent_at = coalesce(s.sent_at, t.sent_at), updated_at = $now;
