-- Decisions made by hand about meetings: append-only.
MERGE INTO meeting_decisions AS t
USING (FROM stg_meeting_decisions
    QUALIFY row_number() OVER (PARTITION BY decision_id ORDER BY made_at) = 1) AS s
ON t.decision_id = s.decision_id
WHEN NOT MATCHED THEN INSERT BY NAME;
