-- The participants of those meetings.
SELECT meeting_id, position, person_id, name, role, type FROM meeting_participants
WHERE meeting_id IN (SELECT id FROM given)
ORDER BY meeting_id, position
