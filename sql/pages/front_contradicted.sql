-- Meetings on which reports disagree, the one that was told of last first.
-- Parameter: limit.
SELECT m.meeting_id, m.participants, m.status, m.contradicted, m.withdrawn, m.start_day, m.end_day,
    m.time_precision, m.place, m.format, m.confidence, m.official_status, m.press_status,
    m.denied_by, count(*) OVER () AS total
FROM meetings AS m
WHERE m.contradicted OR m.official_status <> m.press_status OR len(m.denied_by) > 0
ORDER BY m.updated_at DESC, m.first_seen_at DESC, m.meeting_id
LIMIT $limit
