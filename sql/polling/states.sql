-- The state of every feed that is on the list, by its key (which is made of the listed address).
SELECT feed_id, url, title, CASE WHEN coalesce(paused, false) THEN 'paused' ELSE health END AS health,
    reason, next_poll_at
FROM feeds
WHERE active
ORDER BY feed_id;
