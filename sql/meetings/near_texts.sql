-- What is told of participants of meetings and matches $near, as matching sees it (the same as in
-- alerting/changes): names and other spellings, the country that the register lets somebody act for,
-- roles, and on whose behalf. Each text once: whom it means doesn't depend on who bears it, but for a
-- name and its type. Doubtful claims give nobody a spelling, so their names stand apart.
-- `any_value`, since a condition on what is grouped by would be asked of every row.
WITH roles AS (
  SELECT any_value(role) AS role
  FROM (SELECT DISTINCT role FROM assertion_parties UNION ALL SELECT DISTINCT role FROM meeting_participants) AS r
  GROUP BY r.role
), behalf AS (
  SELECT any_value(on_behalf_of) AS on_behalf_of FROM mention_participants AS n GROUP BY n.on_behalf_of
)
SELECT DISTINCT 'name' AS part, name AS text, type
FROM meeting_participants WHERE regexp_matches(name, $near)
UNION ALL
SELECT DISTINCT 'spelling', alias, 'person' FROM people_aliases WHERE regexp_matches(alias, $near)
UNION ALL
SELECT DISTINCT 'doubtful', name, 'person'
FROM assertion_parties WHERE NOT firm AND regexp_matches(name, $near)
UNION ALL
SELECT DISTINCT 'country', country, 'person' FROM people
WHERE country IS NOT NULL AND regexp_matches(country, $near)
UNION ALL
SELECT 'role', role, 'person' FROM roles WHERE role IS NOT NULL AND regexp_matches(role, $near)
UNION ALL
SELECT 'behalf', on_behalf_of, 'person' FROM behalf
WHERE on_behalf_of IS NOT NULL AND regexp_matches(on_behalf_of, $near)
