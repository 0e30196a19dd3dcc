-- The participants of those mentions.
INSERT INTO mention_participants BY NAME
FROM stg_mention_participants
QUALIFY row_number() OVER (PARTITION BY mention_id, position ORDER BY start_char) = 1;
