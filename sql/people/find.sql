-- People by id, name or alias, exactly (case aside), with their latest roles.
SELECT p.person_id, p.name, p.type,
    (SELECT string_agg(DISTINCT r.role, ', ' ORDER BY r.role) FROM role_claims AS r
     WHERE r.person_id = p.person_id) AS roles
FROM people AS p
WHERE p.person_id = $asked OR lower(p.name) = lower($asked)
   OR EXISTS (FROM people_aliases AS a
        WHERE a.person_id = p.person_id AND lower(a.alias) = lower($asked))
ORDER BY p.name, p.person_id
