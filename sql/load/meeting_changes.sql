-- What was learned of meetings: append-only.
MERGE INTO meeting_changes AS t
USING (FROM stg_meeting_changes
    QUALIFY row_number() OVER (PARTITION BY change_id ORDER BY changed_at) = 1) AS s
ON t.change_id = s.change_id
WHEN NOT MATCHED THEN INSERT BY NAME;
