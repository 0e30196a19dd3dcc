-- Alerts, written in the transaction of the change that caused them; one is never rewritten
-- by the same change coming again (alert_states.sql moves it on).
MERGE INTO alerts AS t
USING (FROM stg_alerts
    QUALIFY row_number() OVER (PARTITION BY alert_id ORDER BY created_at) = 1) AS s
ON t.alert_id = s.alert_id
WHEN NOT MATCHED THEN INSERT BY NAME;
