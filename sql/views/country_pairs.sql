-- Countries that met, by month: one row a pair and month. A person counts for the country for
-- which the register or an article has him act. `country_a` is the first in the alphabet.
WITH sides AS (
    SELECT DISTINCT p.meeting_id, o.country
    FROM meeting_participants AS p
    JOIN people AS o ON o.person_id = p.person_id
    WHERE o.country IS NOT NULL
)
SELECT CAST(date_trunc('month', coalesce(m.start_day, CAST(m.first_seen_at AS DATE))) AS DATE)
        AS month,
    a.country AS country_a, b.country AS country_b, count(*) AS meetings,
    count(*) FILTER (WHERE m.status = 'held') AS held,
    count(*) FILTER (WHERE m.status IN ('possible', 'likely', 'scheduled', 'under_way')) AS planned,
    count(*) FILTER (WHERE m.status IN ('postponed', 'cancelled')) AS called_off,
    count(*) FILTER (WHERE m.status = 'denied' OR m.contradicted) AS disputed
FROM sides AS a
JOIN sides AS b ON b.meeting_id = a.meeting_id AND a.country < b.country
JOIN meetings AS m ON m.meeting_id = a.meeting_id
WHERE NOT coalesce(m.withdrawn, false)
GROUP BY ALL
