-- The evidence of those mentions.
INSERT INTO mention_evidence BY NAME
FROM stg_mention_evidence
QUALIFY row_number() OVER (PARTITION BY mention_id, position ORDER BY start_char) = 1;
