-- Pages to fetch for the first time, of feeds on the list: each address once, with the entries
-- that lead to it. The one seen first says which feed, and what its page may be called.
-- Parameters: at, limit; url (a page to fetch now, whenever it would be due; NULL means none).
SELECT e.url, list(e.entry_id ORDER BY e.first_seen_at, e.entry_id) AS entry_ids,
    max(e.attempts) AS attempts, min(e.first_seen_at) AS first_seen_at,
    arg_min(e.feed_id, (e.first_seen_at, e.entry_id)) AS feed_id,
    arg_min(f.outlet, (e.first_seen_at, e.entry_id)) AS outlet,
    arg_min(f.source_kind, (e.first_seen_at, e.entry_id)) AS source_kind,
    arg_min(f.language, (e.first_seen_at, e.entry_id)) AS language,
    arg_min(e.title, (e.first_seen_at, e.entry_id)) AS title,
    arg_min(e.summary, (e.first_seen_at, e.entry_id)) AS summary,
    arg_min(e.authors, (e.first_seen_at, e.entry_id)) AS authors,
    arg_min(e.published_at, (e.first_seen_at, e.entry_id)) AS published_at,
    arg_min(e.published_offset, (e.first_seen_at, e.entry_id)) AS published_offset
FROM entries AS e JOIN feeds AS f ON f.feed_id = e.feed_id
-- No pause is longer than two days: a try further off was set when the clock was ahead.
WHERE e.url IS NOT NULL AND CASE WHEN $url IS NULL
    THEN f.active AND e.state IN ('pending', 'failed')
        AND (e.next_try_at <= $at OR e.next_try_at > $at + INTERVAL 3 DAY)
    ELSE e.url = $url AND e.state <> 'fetched' END
GROUP BY e.url
ORDER BY first_seen_at DESC, published_at DESC NULLS LAST, e.url
LIMIT $limit;
