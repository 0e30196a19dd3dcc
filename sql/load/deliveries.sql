-- Attempts to send: append-only.
MERGE INTO deliveries AS t
USING (FROM stg_deliveries
    QUALIFY row_number() OVER (PARTITION BY delivery_id ORDER BY attempted_at) = 1) AS s
ON t.delivery_id = s.delivery_id
WHEN NOT MATCHED THEN INSERT BY NAME;
