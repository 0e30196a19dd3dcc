-- Who took part in which meeting: one row a participant and meeting, newest meeting first.
WITH shown AS (
    SELECT p.meeting_id, p.position, coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) AS day,
        count(*) OVER () AS total
    FROM meeting_participants AS p
    JOIN meetings AS m ON m.meeting_id = p.meeting_id
    WHERE ($person IS NULL OR p.person_id = $person OR (p.meeting_id, p.person_id) IN (FROM meant))
      AND ($status IS NULL OR m.status = $status)
      AND ($since IS NULL
            OR coalesce(m.end_day, m.start_day, CAST(m.first_seen_at AS DATE)) >= $since)
      AND ($until IS NULL
            OR coalesce(m.start_day, m.end_day, CAST(m.first_seen_at AS DATE)) <= $until)
    ORDER BY /*sort: name, role, type, participants, status, start_day, place*/
        day DESC, p.meeting_id, p.position
    LIMIT $limit OFFSET $offset
)
SELECT p.name, p.role, p.type, m.participants, m.status, m.start_day, m.end_day,
    m.time_precision, m.place, p.person_id, p.meeting_id, s.total
FROM shown AS s
JOIN meeting_participants AS p ON p.meeting_id = s.meeting_id AND p.position = s.position
JOIN meetings AS m ON m.meeting_id = s.meeting_id
ORDER BY /*sort*/ s.day DESC, p.meeting_id, p.position
