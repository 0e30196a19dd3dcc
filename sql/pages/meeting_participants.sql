-- Who took part in a meeting, with every role that an article gave them there.
SELECT p.position, p.person_id, p.name, p.role, p.type,
    p.person_id IN (SELECT person_id FROM people) AS known,
    (SELECT list(DISTINCT q.role ORDER BY q.role) FROM meeting_links AS l
        JOIN mention_participants AS q ON q.mention_id = l.mention_id
        WHERE l.meeting_id = p.meeting_id AND l.kind = 'linked' AND q.name = p.name
          AND q.role IS NOT NULL) AS roles
FROM meeting_participants AS p
WHERE p.meeting_id = $ident
ORDER BY p.position
