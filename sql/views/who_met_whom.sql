-- Edges of the network of meetings: one row a pair of parties, with how many meetings of which
-- kind there were. `a_id` is the smaller id, so that each pair stands once; groups without a name
-- ("aides") are left out.
WITH parties AS (
    SELECT meeting_id, person_id, any_value(name) AS name, any_value(type) AS type
    FROM meeting_participants WHERE type <> 'group'
    GROUP BY meeting_id, person_id
)
SELECT a.person_id AS a_id, any_value(coalesce(p.name, a.name)) AS a_name, any_value(a.type) AS a_type,
    any_value(p.country) AS a_country,
    b.person_id AS b_id, any_value(coalesce(q.name, b.name)) AS b_name, any_value(b.type) AS b_type,
    any_value(q.country) AS b_country,
    count(*) AS meetings,
    count(*) FILTER (WHERE m.status = 'held') AS held,
    count(*) FILTER (WHERE m.status IN ('possible', 'likely', 'scheduled', 'under_way')) AS planned,
    count(*) FILTER (WHERE m.status IN ('postponed', 'cancelled')) AS called_off,
    count(*) FILTER (WHERE m.status = 'denied' OR m.contradicted) AS disputed,
    min(coalesce(m.start_day, CAST(m.first_seen_at AS DATE))) AS first_day,
    max(coalesce(m.end_day, m.start_day, CAST(m.first_seen_at AS DATE))) AS last_day
FROM parties AS a
JOIN parties AS b ON b.meeting_id = a.meeting_id AND a.person_id < b.person_id
JOIN meetings AS m ON m.meeting_id = a.meeting_id
LEFT JOIN people AS p ON p.person_id = a.person_id
LEFT JOIN people AS q ON q.person_id = b.person_id
WHERE NOT coalesce(m.withdrawn, false)
GROUP BY a.person_id, b.person_id
