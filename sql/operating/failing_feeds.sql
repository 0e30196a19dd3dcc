-- Feeds that fail by their health rule, with since when they give nothing and why.
SELECT feed_id, coalesce(title, url) AS feed, url, health, reason, failures,
    coalesce(last_success_at, added_at) AS since, next_poll_at
FROM feeds
WHERE active AND health IN ('ailing', 'down', 'retired')
ORDER BY since, feed
