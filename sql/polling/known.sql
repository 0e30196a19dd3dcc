-- The entries that each feed showed when it last changed: by these the next poll knows an entry
-- whose guid changed or is shared.
-- Parameters: feeds (a list of keys).
SELECT feed_id, entry_key, url
FROM entries
WHERE feed_id IN (SELECT unnest($feeds))
QUALIFY last_seen_at = max(last_seen_at) OVER (PARTITION BY feed_id)
ORDER BY feed_id, entry_key;
