-- What became of an alert. A sent one stays sent, whatever a late or repeated report says.
MERGE INTO alerts AS t
USING (FROM stg_alert_states
    QUALIFY row_number() OVER (PARTITION BY alert_id
        ORDER BY (state = 'sent') DESC, attempts DESC, updated_at DESC) = 1) AS s
ON t.alert_id = s.alert_id
WHEN MATCHED AND t.state <> 'sent'
  THEN UPDATE SET state = s.state, reason = s.reason, message_id = coalesce(s.message_id, t.message_id),
    attempts = s.attempts, next_try_at = s.next_try_at, updated_at = $now;
