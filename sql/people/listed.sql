-- People whose name or alias holds the text, those with most meetings first.
SELECT p.person_id, p.name, p.type, p.country,
    (SELECT count(*) FROM meeting_participants AS m WHERE m.person_id = p.person_id) AS meetings,
    (SELECT string_agg(DISTINCT a.alias, ' · ' ORDER BY a.alias) FROM people_aliases AS a
     WHERE a.person_id = p.person_id AND a.alias <> p.name) AS aliases
FROM people AS p
WHERE contains(lower(p.name), lower($part)) OR EXISTS (FROM people_aliases AS a
    WHERE a.person_id = p.person_id AND contains(lower(a.alias), lower($part)))
ORDER BY meetings DESC, p.name, p.person_id
LIMIT $most
