-- Whom the names in watches stand for: the canonical names behind a spelling.
SELECT DISTINCT a.alias, p.name
FROM people_aliases AS a
JOIN people AS p ON p.person_id = a.person_id
WHERE a.alias IN (SELECT unnest($names)) AND p.name <> a.alias
ORDER BY a.alias, p.name
