-- Who met whom: one row a pair of participants, with how many meetings they had that were held or
-- are planned, the pair of most first. With `person`, pairs of which that is one.
WITH counted AS (
    SELECT m.meeting_id, m.status = 'held' AS held, coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) AS day
    FROM meetings AS m
    WHERE NOT coalesce(m.withdrawn, false) AND m.status NOT IN ('denied', 'cancelled')
      AND ($person IS NULL OR m.meeting_id IN (SELECT meeting_id FROM meant))
      AND ($since IS NULL OR coalesce(m.end_day, m.start_day, CAST(m.first_seen_at AS DATE)) >= $since)
      AND ($until IS NULL OR coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) <= $until)
), who AS (
    SELECT p.person_id, max(p.name) AS name,
        max(coalesce(o.country, CASE WHEN p.type = 'country' THEN p.name END)) AS country
    FROM meeting_participants AS p
    LEFT JOIN people AS o ON o.person_id = p.person_id
    GROUP BY p.person_id
), parties AS (
    -- Once a meeting, however often somebody stands in it.
    SELECT DISTINCT c.meeting_id, c.held, c.day, p.person_id,
        $person IS NULL OR (p.meeting_id, p.person_id) IN (FROM meant) AS meant
    FROM meeting_participants AS p
    JOIN counted AS c ON c.meeting_id = p.meeting_id
    WHERE p.type <> 'group'
), pairs AS (
    SELECT a.person_id AS one_id, b.person_id AS other_id, count(*) AS meetings,
        count(*) FILTER (WHERE a.held) AS held, max(a.day) AS last_day
    FROM parties AS a
    JOIN parties AS b ON b.meeting_id = a.meeting_id AND a.person_id < b.person_id
    WHERE a.meant OR b.meant
    GROUP BY a.person_id, b.person_id
)
SELECT a.name AS one, b.name AS other, a.country AS one_country, b.country AS other_country,
    p.meetings, p.held, p.last_day, p.one_id, p.other_id, count(*) OVER () AS total
FROM pairs AS p
JOIN who AS a ON a.person_id = p.one_id
JOIN who AS b ON b.person_id = p.other_id
WHERE $country IS NULL OR a.country = $country OR b.country = $country
ORDER BY /*sort: one, other, one_country, other_country, meetings, held, last_day*/
    meetings DESC, last_day DESC, one, other, one_id, other_id
LIMIT $limit OFFSET $offset
