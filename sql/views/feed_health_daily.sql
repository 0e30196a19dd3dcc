-- How each feed did, by day: one row a feed and day on which it was polled.
SELECT CAST(p.polled_at AS DATE) AS day, p.feed_id, any_value(f.outlet) AS outlet,
    any_value(coalesce(f.name, f.title, f.url)) AS feed, count(*) AS polls,
    count(*) FILTER (WHERE p.outcome IN ('temporary', 'soft', 'hard')) AS failed,
    count(*) FILTER (WHERE p.outcome = 'not_modified') AS not_modified,
    sum(p.new_entries)::BIGINT AS new_entries, sum(p.bytes)::BIGINT AS bytes,
    round(avg(p.seconds), 3) AS seconds, arg_max(p.problem, p.polled_at)
        FILTER (WHERE p.problem IS NOT NULL) AS last_problem,
    arg_max(p.http_status, p.polled_at) AS last_http_status
FROM polls AS p
LEFT JOIN feeds AS f ON f.feed_id = p.feed_id
GROUP BY day, p.feed_id
