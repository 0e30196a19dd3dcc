-- The meetings that somebody took part in, newest first.
SELECT m.meeting_id, m.participants, m.status, m.contradicted, m.start_day, m.end_day,
    m.time_precision, m.start_time, m.utc_offset, m.place, m.format, p.role,
    coalesce(m.withdrawn, false) AS withdrawn,
    m.status IN ('possible', 'likely', 'scheduled', 'under_way') AND NOT coalesce(m.withdrawn, false)
        AND coalesce(m.end_day, m.start_day) < current_date - 2 AS not_heard_of
FROM meeting_participants AS p
JOIN meetings AS m ON m.meeting_id = p.meeting_id
WHERE p.person_id = $ident
ORDER BY coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) DESC, m.meeting_id
LIMIT 200
