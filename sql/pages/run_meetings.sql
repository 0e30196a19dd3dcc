-- The meetings to which one Airflow run of resolve_meetings linked mentions, newest first.
SELECT m.meeting_id, m.participants, m.status, m.contradicted, m.start_day, m.end_day,
    m.time_precision, m.start_time, m.utc_offset, m.place, m.format, g.mentions
FROM meetings AS m
JOIN (
    SELECT meeting_id, count(DISTINCT mention_id) AS mentions
    FROM merge_log
    WHERE run_id = $run
    GROUP BY meeting_id
) AS g ON g.meeting_id = m.meeting_id
ORDER BY m.updated_at DESC, m.meeting_id
LIMIT 500
