-- Feeds in trouble, the worst first.
-- Parameter: limit.
SELECT f.feed_id, coalesce(f.title, f.url) AS feed, f.outlet, f.health, f.reason,
    f.last_success_at, count(*) OVER () AS total
FROM feeds AS f
WHERE f.active AND f.health IN ('ailing', 'down') AND NOT coalesce(f.paused, false)
ORDER BY f.health = 'down' DESC, f.failures DESC, feed, f.feed_id
LIMIT $limit
