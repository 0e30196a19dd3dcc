-- Articles to look at again, with their latest revision (were they edited or withdrawn?) and what
-- their feed says of them now.
-- Parameters: at, limit; url (an article to look at now, whenever it would be due; NULL means none).
WITH due AS MATERIALIZED (
    SELECT a.* FROM articles AS a
    -- One looked at in the future is due too: the clock was ahead.
    WHERE CASE WHEN $url IS NULL
        THEN a.next_look_at <= $at OR (a.next_look_at IS NOT NULL
            AND a.last_fetched_at > $at + INTERVAL 10 MINUTE)
        ELSE $url IN (a.url, a.fetch_url) END
    ORDER BY a.next_look_at, a.article_id
    LIMIT $limit
), latest AS MATERIALIZED (
    SELECT r.rowid AS place FROM revisions AS r
    SEMI JOIN due AS a ON a.article_id = r.article_id
    QUALIFY r.revision_no = max(r.revision_no) OVER (PARTITION BY r.article_id)
), texts AS MATERIALIZED (
    -- By their place: any other join unpacks the texts of all articles.
    SELECT r.article_id, r.text_hash, r.body, r.page_kind, r.published_at
    FROM revisions AS r WHERE r.rowid IN (SELECT place FROM latest)
), told AS MATERIALIZED (
    SELECT e.article_id, e.title, e.summary, e.authors, e.published_at FROM entries AS e
    SEMI JOIN due AS a ON a.article_id = e.article_id
    QUALIFY row_number() OVER (PARTITION BY e.article_id ORDER BY e.first_seen_at, e.entry_id) = 1
)
SELECT a.article_id, coalesce(a.fetch_url, a.url) AS url, a.url AS article_url, a.feed_id,
    a.outlet, a.source_kind, f.language, a.etag, a.last_modified, a.looks, a.first_seen_at, a.withdrawn_at,
    r.text_hash, r.body, r.page_kind, e.title, e.summary, e.authors,
    coalesce(e.published_at, r.published_at) AS published_at
FROM due AS a
LEFT JOIN feeds AS f ON f.feed_id = a.feed_id
LEFT JOIN texts AS r ON r.article_id = a.article_id
LEFT JOIN told AS e ON e.article_id = a.article_id
ORDER BY a.next_look_at, a.article_id;
