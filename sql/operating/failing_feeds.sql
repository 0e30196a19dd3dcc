-- Feeds that fail by their health rule, with since when they give nothing and why; with what
-- readout.rendering.feed_advice asks of a feed and its last poll.
SELECT f.feed_id, coalesce(f.title, f.url) AS feed, f.url, f.health, f.health AS shown_health,
    f.reason, f.failures, coalesce(f.last_success_at, f.added_at) AS since, f.next_poll_at,
    0 AS given_up, p.problem, p.http_status
FROM feeds AS f
LEFT JOIN (FROM polls
    QUALIFY row_number() OVER (PARTITION BY feed_id ORDER BY polled_at DESC, poll_id) = 1
) AS p ON p.feed_id = f.feed_id
WHERE f.active AND NOT coalesce(f.paused, false) AND f.health IN ('ailing', 'down', 'retired')
ORDER BY since, feed
