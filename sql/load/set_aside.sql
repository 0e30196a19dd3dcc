-- What could not be worked on: one row an item and version, the newest.
MERGE INTO set_aside AS t
USING (FROM stg_set_aside
    QUALIFY row_number() OVER (
        PARTITION BY kind, item_id, version ORDER BY set_aside_at DESC) = 1) AS s
ON t.kind = s.kind AND t.item_id = s.item_id AND t.version = s.version
WHEN MATCHED THEN UPDATE SET problem = s.problem, set_aside_at = s.set_aside_at
WHEN NOT MATCHED THEN INSERT BY NAME;
