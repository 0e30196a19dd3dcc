-- Articles to look at again, with their latest revision (were they edited or withdrawn?) and what
-- their feed says of them now.
-- Parameters: at, limit; url (an article to look at now, whenever it would be due; NULL means none).
SELECT a.article_id, coalesce(a.fetch_url, a.url) AS url, a.url AS article_url, a.feed_id,
    a.outlet, a.source_kind, f.language, a.etag, a.last_modified, a.looks, a.first_seen_at, a.withdrawn_at,
    r.text_hash, r.body, r.page_kind, e.title, e.summary, e.authors,
    coalesce(e.published_at, r.published_at) AS published_at
FROM articles AS a
LEFT JOIN feeds AS f ON f.feed_id = a.feed_id
LEFT JOIN (
    FROM revisions QUALIFY revision_no = max(revision_no) OVER (PARTITION BY article_id)
) AS r ON r.article_id = a.article_id
LEFT JOIN (
    FROM entries WHERE article_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY first_seen_at, entry_id) = 1
) AS e ON e.article_id = a.article_id
-- One looked at in the future is due too: the clock was ahead.
WHERE CASE WHEN $url IS NULL
    THEN a.next_look_at <= $at OR (a.next_look_at IS NOT NULL
        AND a.last_fetched_at > $at + INTERVAL 10 MINUTE)
    ELSE $url IN (a.url, a.fetch_url) END
ORDER BY a.next_look_at, a.article_id
LIMIT $limit;
