-- The quotes of the extractions in this load (extractions.sql has cleared the way).
INSERT INTO quotes BY NAME
SELECT * REPLACE ($now AS loaded_at) FROM stg_quotes
QUALIFY row_number() OVER (PARTITION BY quote_id ORDER BY position) = 1;
