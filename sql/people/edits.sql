-- The decisions made by hand about a person, latest first.
SELECT e.kind, e.object, coalesce(p.name, e.object) AS object_name, e.note, e.made_by, e.made_at
FROM people_edits AS e LEFT JOIN people AS p ON p.person_id = e.object
WHERE e.subject = $person_id ORDER BY e.made_at DESC
