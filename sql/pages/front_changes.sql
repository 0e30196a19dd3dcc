-- What is new since a moment: meetings with a change that came in after it, the newest first.
-- What only a new version made of known reports is none.
-- Parameters: since (naive UTC), limit.
WITH fresh AS (
    SELECT meeting_id, max(changed_at) AS changed_at, arg_max(kind, changed_at) AS kind,
        bool_or(kind = 'new') AS is_new
    FROM meeting_changes
    WHERE changed_at > $since AND reason IS NULL
    GROUP BY meeting_id
)
SELECT m.meeting_id, m.participants, m.status, m.contradicted, m.withdrawn, m.start_day, m.end_day,
    m.time_precision, m.place, m.format, m.confidence, m.evidence,
    CASE WHEN f.is_new THEN 'new' ELSE f.kind END AS kind, f.changed_at,
    count(*) OVER () AS total
FROM fresh AS f
JOIN meetings AS m ON m.meeting_id = f.meeting_id
ORDER BY f.changed_at DESC, m.meeting_id
LIMIT $limit
