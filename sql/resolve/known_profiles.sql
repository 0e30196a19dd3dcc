-- What roles and titles have told so far of the people who bear these full names.
SELECT p.name_key, list(DISTINCT p.profile) AS profiles
FROM assertion_parties AS p
WHERE p.open AND NOT p.bare AND p.name_key IN (SELECT id FROM given)
GROUP BY p.name_key
ORDER BY p.name_key
