-- Wishes not to be told: append-only.
MERGE INTO mutes AS t
USING (FROM stg_mutes
    QUALIFY row_number() OVER (PARTITION BY mute_id ORDER BY created_at) = 1) AS s
ON t.mute_id = s.mute_id
WHEN NOT MATCHED THEN INSERT BY NAME;
