-- Meetings by day and status around now: what the digest's picture shows.
SELECT start_day AS day, CASE WHEN status IN ('held', 'under_way') THEN 'held'
    WHEN status IN ('postponed', 'cancelled', 'denied') THEN 'called off or denied'
    ELSE 'expected' END AS state, count(*) AS meetings
FROM meetings
WHERE start_day BETWEEN CAST($first AS DATE) AND CAST($last AS DATE)
  AND time_precision IN ('minute', 'day') AND start_day = coalesce(end_day, start_day)
GROUP BY ALL ORDER BY day, state
