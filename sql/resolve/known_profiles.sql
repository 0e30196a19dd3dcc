-- What roles and titles have told so far of the people who bear these full names.
SELECT p.name_key, list(DISTINCT p.profile) AS profiles
FROM assertion_parties AS p
WHERE p.open AND NOT p.bare AND list_contains(CAST($keys AS VARCHAR[]), p.name_key)
GROUP BY p.name_key
ORDER BY p.name_key
