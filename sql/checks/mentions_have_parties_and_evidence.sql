-- A meeting mention names at least one party and shows at least one sentence. Only what belongs to
-- staged mentions is looked at: of all others there are millions.
SELECT m.mention_id
FROM stg_meeting_mentions AS m
WHERE m.mention_id NOT IN (
    SELECT p.mention_id FROM mention_participants AS p
    SEMI JOIN stg_meeting_mentions AS s ON s.mention_id = p.mention_id)
   OR m.mention_id NOT IN (
    SELECT e.mention_id FROM mention_evidence AS e
    SEMI JOIN stg_meeting_mentions AS s ON s.mention_id = e.mention_id)
LIMIT 20
