-- What did not work, each with its reason: entries whose page could not be fetched, pages
-- that are no article, texts that could not be read, what was set aside, feeds
-- in trouble, mails that failed.
WITH newest AS (
    SELECT article_id, arg_max(revision_id, revision_no) AS revision_id
    FROM revisions
    GROUP BY article_id
), everything AS (
    SELECT e.updated_at AS seen_at, 'entry' AS what, coalesce(e.title, e.url, e.entry_key) AS name,
        f.outlet, coalesce(e.problem_kind, e.state) AS kind, e.problem AS reason,
        e.next_try_at, e.url, e.article_id
    FROM entries AS e
    LEFT JOIN feeds AS f ON f.feed_id = e.feed_id
    WHERE e.state IN ('failed', 'gone')
    UNION ALL
    SELECT r.fetched_at, 'page', coalesce(r.title, a.url), a.outlet, r.page_kind,
        'the page holds no article', a.next_look_at, a.url, a.article_id
    FROM newest AS n
    JOIN revisions AS r ON r.revision_id = n.revision_id
    JOIN articles AS a ON a.article_id = r.article_id
    WHERE r.page_kind <> 'article'
    UNION ALL
    SELECT x.extracted_at, 'text', coalesce(r.title, a.url), a.outlet, 'extraction', x.problem,
        NULL, a.url, a.article_id
    FROM newest AS n
    JOIN extractions AS x ON x.revision_id = n.revision_id
    JOIN revisions AS r ON r.revision_id = n.revision_id
    JOIN articles AS a ON a.article_id = r.article_id
    WHERE x.problem IS NOT NULL
    UNION ALL
    SELECT coalesce(f.last_polled_at, f.updated_at), 'feed', coalesce(f.title, f.url), f.outlet,
        f.health, f.reason, f.next_poll_at, f.url, NULL
    FROM feeds AS f
    WHERE f.active AND f.health IN ('ailing', 'down') AND NOT coalesce(f.paused, false)
    UNION ALL
    SELECT p.set_aside_at, p.kind, coalesce(r.title, a.url, p.item_id), a.outlet, 'set aside',
        p.problem, NULL, a.url, a.article_id
    FROM set_aside AS p
    LEFT JOIN articles AS a ON a.article_id = p.article_id
    LEFT JOIN newest AS n ON n.article_id = p.article_id
    LEFT JOIN revisions AS r ON r.revision_id = n.revision_id
    UNION ALL
    SELECT l.updated_at, 'mail', l.recipient, NULL, l.state, l.reason, l.next_try_at, NULL, NULL
    FROM alerts AS l
    WHERE l.state = 'failed'
)
SELECT seen_at, what, name, outlet, kind, reason, next_try_at, url, article_id,
    count(*) OVER () AS total
FROM everything
WHERE ($outlet IS NULL OR outlet = $outlet)
  AND ($since IS NULL OR CAST(seen_at AS DATE) >= $since)
  AND ($until IS NULL OR CAST(seen_at AS DATE) <= $until)
ORDER BY /*sort: seen_at, what, name, outlet, kind, reason*/ seen_at DESC, what, name
LIMIT $limit OFFSET $offset
