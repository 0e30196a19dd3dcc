-- Participants of the meetings of this load, anew.
DELETE FROM meeting_participants
WHERE meeting_id IN (SELECT meeting_id FROM stg_meeting_participants);
INSERT INTO meeting_participants BY NAME
FROM stg_meeting_participants
QUALIFY row_number() OVER (PARTITION BY meeting_id, position ORDER BY person_id) = 1;
