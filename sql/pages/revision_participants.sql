-- Where the participants of a revision's meetings stand in its text.
SELECT mention_id, name, role, type, resolution, start_char, end_char
FROM mention_participants
WHERE revision_id = $revision AND start_char IS NOT NULL
ORDER BY start_char, mention_id
