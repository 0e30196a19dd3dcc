-- What people changed by hand: append-only.
MERGE INTO audit AS t
USING (FROM stg_audit
    QUALIFY row_number() OVER (PARTITION BY audit_id ORDER BY made_at) = 1) AS s
ON t.audit_id = s.audit_id
WHEN NOT MATCHED THEN INSERT BY NAME;
