-- What waits for each Dag, and since when the oldest does. What was tried and failed has a time of
-- its own for the next try and is no queue.
-- Parameter: now.
WITH in_force AS (
    SELECT r.article_id, arg_max(r.revision_id, r.revision_no) AS revision_id
    FROM revisions AS r
    SEMI JOIN unresolved AS u ON u.article_id = r.article_id
    JOIN extractions AS e ON e.revision_id = r.revision_id AND e.problem IS NULL
    GROUP BY r.article_id
), newest AS (
    FROM revisions QUALIFY revision_no = max(revision_no) OVER (PARTITION BY article_id)
)
SELECT 'poll_feeds' AS dag, 'feeds to poll' AS what, count(*) AS waiting,
    min(next_poll_at) AS since
FROM feeds WHERE active AND health <> 'retired' AND next_poll_at <= $now
UNION ALL
SELECT 'fetch_articles', 'pages to fetch', count(DISTINCT e.url), min(e.first_seen_at)
FROM entries AS e JOIN feeds AS f ON f.feed_id = e.feed_id
WHERE f.active AND e.state = 'pending' AND e.attempts = 0 AND e.next_try_at <= $now
UNION ALL
SELECT 'extract_facts', 'texts to read', count(*), min(n.loaded_at)
FROM newest AS n ANTI JOIN extractions AS x ON x.revision_id = n.revision_id
WHERE n.page_kind IN ('article', 'paywall') AND n.body <> ''
UNION ALL
SELECT 'resolve_meetings', 'facts to join', count(*), min(m.loaded_at)
FROM meeting_mentions AS m
SEMI JOIN in_force AS i ON i.revision_id = m.revision_id
ANTI JOIN assertions AS a ON a.mention_id = m.mention_id
ANTI JOIN (FROM set_aside AS s WHERE s.kind = 'mention') AS p ON p.item_id = m.mention_id
ANTI JOIN (FROM articles AS w WHERE w.withdrawn_at IS NOT NULL) AS g
    ON g.article_id = m.article_id
UNION ALL
SELECT 'send_alerts', 'alerts to send', count(*), min(coalesce(due_at, created_at))
FROM alerts
WHERE state IN ('pending', 'sending') AND coalesce(due_at, $now) <= $now
