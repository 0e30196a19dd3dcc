-- A meeting mention names at least one party and shows at least one sentence.
SELECT m.mention_id
FROM stg_meeting_mentions AS m
WHERE NOT EXISTS (FROM mention_participants AS p WHERE p.mention_id = m.mention_id)
   OR NOT EXISTS (FROM mention_evidence AS e WHERE e.mention_id = m.mention_id)
LIMIT 20
