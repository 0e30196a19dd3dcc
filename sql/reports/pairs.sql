-- Who met whom: one row a pair of participants, with how many meetings they had that were held or
-- are planned, the pair of most first. With `person`, pairs of which that is one.
WITH counted AS (
    SELECT m.meeting_id, m.status, coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) AS day
    FROM meetings AS m
    WHERE NOT coalesce(m.withdrawn, false) AND m.status NOT IN ('denied', 'cancelled')
      AND ($person IS NULL OR m.meeting_id IN (SELECT unnest(CAST($meetings AS VARCHAR[]))))
      AND ($since IS NULL OR coalesce(m.end_day, m.start_day, CAST(m.first_seen_at AS DATE)) >= $since)
      AND ($until IS NULL OR coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) <= $until)
), parties AS (
    SELECT p.meeting_id, p.person_id, p.name, p.type, coalesce(o.country,
        CASE WHEN p.type = 'country' THEN p.name END) AS country,
        concat(p.meeting_id, ' ', p.person_id) IN (SELECT unnest(CAST($parties AS VARCHAR[]))) AS meant
    FROM meeting_participants AS p
    LEFT JOIN people AS o ON o.person_id = p.person_id
    WHERE p.type <> 'group'
), pairs AS (
    SELECT a.person_id AS one_id, b.person_id AS other_id, max(a.name) AS one, max(b.name) AS other,
        max(a.country) AS one_country, max(b.country) AS other_country,
        count(DISTINCT c.meeting_id) AS meetings,
        count(DISTINCT c.meeting_id) FILTER (c.status = 'held') AS held,
        max(c.day) AS last_day
    FROM counted AS c
    JOIN parties AS a ON a.meeting_id = c.meeting_id
    JOIN parties AS b ON b.meeting_id = c.meeting_id AND a.person_id < b.person_id
    WHERE ($person IS NULL OR a.meant OR b.meant)
      AND ($country IS NULL OR a.country = $country OR b.country = $country)
    GROUP BY a.person_id, b.person_id
)
SELECT one, other, one_country, other_country, meetings, held, last_day, one_id, other_id,
    count(*) OVER () AS total
FROM pairs
ORDER BY /*sort: one, other, one_country, other_country, meetings, held, last_day*/
    meetings DESC, last_day DESC, one, other, one_id, other_id
LIMIT $limit OFFSET $offset
