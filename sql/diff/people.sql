-- People that came, went or are called otherwise from snapshot `a` to the later `b`.
SELECT 'person' AS what, 'new' AS kind, person_id AS id, name AS about, NULL AS field,
    NULL AS before, NULL AS after
FROM b.people ANTI JOIN a.people AS was USING (person_id)
UNION ALL
SELECT 'person', 'gone', person_id, name, NULL, NULL, NULL
FROM a.people ANTI JOIN b.people AS now_ USING (person_id)
UNION ALL
SELECT 'person', 'changed', n.person_id, n.name, f.field, f.before, f.after
FROM a.people AS w
JOIN b.people AS n ON n.person_id = w.person_id,
LATERAL (VALUES ('name', w.name, n.name), ('type', w.type, n.type),
    ('country', w.country, n.country)) AS f (field, before, after)
WHERE f.before IS DISTINCT FROM f.after
ORDER BY kind, id, field
