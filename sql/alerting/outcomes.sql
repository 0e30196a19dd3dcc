-- What became of alerts since a moment, by state.
SELECT state, count(*) AS alerts FROM alerts
WHERE updated_at >= $since AND state IN ('sent', 'failed', 'held', 'pending') AND attempts > 0
GROUP BY state ORDER BY state
