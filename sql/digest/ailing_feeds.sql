-- Feeds that don't deliver as they should, the longest in trouble first.
SELECT title, url, outlet, health, reason, last_success_at
FROM feeds
WHERE active AND health IN ('ailing', 'down', 'retired') AND NOT coalesce(paused, false)
ORDER BY last_success_at NULLS FIRST, url
LIMIT 12
