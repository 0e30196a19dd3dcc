-- What reading again found otherwise: append-only.
MERGE INTO reextractions AS t
USING (FROM stg_reextractions
    QUALIFY row_number() OVER (PARTITION BY diff_id ORDER BY found_at) = 1) AS s
ON t.diff_id = s.diff_id
WHEN NOT MATCHED THEN INSERT BY NAME;
