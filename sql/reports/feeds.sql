-- Feeds: health with its reason, yield, last success, next poll. Ailing ones first.
WITH yield AS (
    SELECT feed_id, count(*) AS entries,
        count(*) FILTER (WHERE state = 'fetched') AS fetched,
        count(*) FILTER (WHERE state IN ('failed', 'gone') AND next_try_at IS NULL) AS given_up,
        count(*) FILTER (WHERE next_try_at IS NOT NULL) AS waiting,
        count(*) FILTER (WHERE first_seen_at >= now() AT TIME ZONE 'UTC' - INTERVAL 7 DAY) AS new_7_days
    FROM entries
    GROUP BY feed_id
),
recent AS (
    SELECT feed_id, count(*) AS polls_7_days,
        count(*) FILTER (WHERE outcome IN ('temporary', 'soft', 'hard')) AS failed_7_days
    FROM polls
    WHERE polled_at >= now() AT TIME ZONE 'UTC' - INTERVAL 7 DAY
    GROUP BY feed_id
),
shared AS (
    SELECT url, arg_min(feed_id, (added_at, feed_id)) AS polled_as
    FROM feeds WHERE active AND health <> 'retired'
    GROUP BY url HAVING count(*) > 1
)
SELECT coalesce(f.title, f.url) AS feed, f.outlet, f.section, f.source_kind,
    CASE WHEN coalesce(f.paused, false) THEN 'paused' ELSE f.health END AS health,
    CASE WHEN s.polled_as <> f.feed_id THEN 'polled together with another feed of this address'
        ELSE f.reason END AS reason,
    coalesce(y.entries, 0) AS entries, coalesce(y.new_7_days, 0) AS new_7_days,
    coalesce(y.fetched, 0) AS fetched, coalesce(y.waiting, 0) AS waiting,
    coalesce(y.given_up, 0) AS given_up, coalesce(r.polls_7_days, 0) AS polls_7_days,
    coalesce(r.failed_7_days, 0) AS failed_7_days, f.last_success_at, f.last_new_at,
    f.next_poll_at,
    coalesce(f.poll_minutes, CAST(round(f.interval_seconds / 60.0) AS INTEGER)) AS every_minutes,
    f.format, f.language,
    f.url, f.feed_id, count(*) OVER () AS total
FROM feeds AS f
LEFT JOIN yield AS y ON y.feed_id = f.feed_id
LEFT JOIN recent AS r ON r.feed_id = f.feed_id
LEFT JOIN shared AS s ON s.url = f.url
WHERE f.active AND ($outlet IS NULL OR f.outlet = $outlet)
ORDER BY /*sort: feed, health, entries, new_7_days, given_up, last_success_at, next_poll_at*/
    CASE WHEN coalesce(f.paused, false) THEN 3 ELSE CASE f.health WHEN 'down' THEN 0 WHEN 'retired' THEN 1 WHEN 'ailing' THEN 2
    ELSE 3 END END,
    f.outlet, feed
LIMIT $limit OFFSET $offset
