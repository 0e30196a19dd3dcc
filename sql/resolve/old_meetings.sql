-- Meetings as they stand before this resolution, with their participants' ids and whether
-- anybody was told of them: such an id is kept.
SELECT m.meeting_id, m.status, m.start_day, m.end_day, m.time_precision, m.place,
    m.duration_minutes, m.contradicted, m.denied_by, m.mentions, m.first_seen_at,
    (SELECT list(p.person_id) FROM meeting_participants AS p WHERE p.meeting_id = m.meeting_id)
        AS participants,
    EXISTS (FROM alerts AS a WHERE a.meeting_id = m.meeting_id AND a.state <> 'held') AS told
FROM meetings AS m
WHERE list_contains(CAST($ids AS VARCHAR[]), m.meeting_id)
ORDER BY m.meeting_id
