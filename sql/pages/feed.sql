-- One feed with the state of its polling.
-- Parameter: ident.
SELECT f.*, coalesce(f.title, f.url) AS feed,
    CASE WHEN coalesce(f.paused, false) THEN 'paused' ELSE f.health END AS shown_health,
    coalesce(f.poll_minutes, CAST(round(f.interval_seconds / 60.0) AS INTEGER)) AS every_minutes,
    (SELECT count(*) FROM entries AS e WHERE e.feed_id = f.feed_id) AS entries,
    (SELECT count(*) FROM entries AS e WHERE e.feed_id = f.feed_id
        AND e.state IN ('failed', 'gone') AND e.next_try_at IS NULL) AS given_up,
    (SELECT count(*) FROM entries AS e WHERE e.feed_id = f.feed_id
        AND e.next_try_at IS NOT NULL) AS waiting
FROM feeds AS f
WHERE f.feed_id = $ident;
