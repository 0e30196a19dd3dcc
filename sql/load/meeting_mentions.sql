-- The meeting mentions of the extractions in this load.
INSERT INTO meeting_mentions BY NAME
SELECT * REPLACE ($now AS loaded_at) FROM stg_meeting_mentions
QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY position) = 1;
