-- The newest entries of one feed: what became of each.
-- Parameters: ident, limit.
SELECT e.entry_id, coalesce(e.title, e.url, e.entry_key) AS title, e.url, e.published_at,
    e.first_seen_at, e.state, e.attempts, e.next_try_at, e.problem, e.article_id
FROM entries AS e
WHERE e.feed_id = $ident
ORDER BY e.first_seen_at DESC, e.published_at DESC NULLS LAST, e.entry_id
LIMIT $limit;
