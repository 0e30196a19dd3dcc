-- How mentions were put together: append-only.
INSERT INTO merge_log BY NAME FROM stg_merge_log;
