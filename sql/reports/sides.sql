-- Meetings on which sides differ: official readouts against the press, who denies, who contradicts
-- whom; with outlets, independent stories and who reported first. Newest first.
SELECT array_to_string(m.participants, ', ') AS participants, m.status, m.official_status,
    m.press_status, m.contradicted, array_to_string(m.denied_by, ', ') AS denied_by,
    m.official_outlets, m.press_outlets, m.stories, m.first_outlet, m.first_seen_at, m.start_day,
    m.place, m.meeting_id, count(*) OVER () AS total
FROM meetings AS m
WHERE (m.contradicted OR m.official_status <> m.press_status OR len(m.denied_by) > 0)
  AND ($person IS NULL OR m.meeting_id IN (SELECT meeting_id FROM meant))
  AND ($status IS NULL OR m.status = $status)
  AND ($since IS NULL OR coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) >= $since)
  AND ($until IS NULL OR coalesce(m.start_day, CAST(m.first_seen_at AS DATE)) <= $until)
ORDER BY /*sort: participants, status, official_status, press_status, contradicted, denied_by, official_outlets, press_outlets, stories, first_outlet, first_seen_at, start_day, place*/
    m.first_seen_at DESC, m.meeting_id
LIMIT $limit OFFSET $offset
