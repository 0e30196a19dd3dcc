-- Everybody whom the warehouse knows by name: for noticing a misspelt name in a watch.
SELECT name, type FROM people
UNION SELECT name, type FROM meeting_participants
UNION SELECT a.alias, p.type FROM people_aliases AS a JOIN people AS p ON p.person_id = a.person_id
ORDER BY name
