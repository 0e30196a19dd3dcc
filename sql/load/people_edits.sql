-- Decisions made by hand: append-only.
MERGE INTO people_edits AS t
USING (FROM stg_people_edits
    QUALIFY row_number() OVER (PARTITION BY edit_id ORDER BY made_at) = 1) AS s
ON t.edit_id = s.edit_id
WHEN NOT MATCHED THEN INSERT BY NAME;
