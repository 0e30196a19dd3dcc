-- The state of every feed that is on the list, by the address it is listed under.
SELECT f.feed_id, f.url AS listed_url, f.title, f.health, f.reason, f.next_poll_at
FROM feeds AS f
WHERE f.active
ORDER BY f.url;
