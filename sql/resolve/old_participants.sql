-- The participants of those meetings.
SELECT meeting_id, position, person_id, name, role, type FROM meeting_participants
WHERE list_contains(CAST($ids AS VARCHAR[]), meeting_id)
ORDER BY meeting_id, position
