-- Revisions that no extractor has read yet: the newest of each article, oldest news first.
-- A consent page, an error page or a list of links has no article in it; its row says so.
WITH unread AS MATERIALIZED (
    SELECT r.rowid AS place FROM revisions AS r
    ANTI JOIN extractions AS e ON e.revision_id = r.revision_id
    WHERE r.page_kind IN ('article', 'paywall')
), texts AS MATERIALIZED (
    -- By their place: any other join unpacks the texts of all articles.
    SELECT r.* FROM revisions AS r WHERE r.rowid IN (SELECT place FROM unread)
)
SELECT r.revision_id, r.article_id, r.title, r.body, r.language, r.published_at, r.published_offset, a.url
FROM texts AS r
JOIN articles AS a ON a.article_id = r.article_id
WHERE r.body <> ''
QUALIFY row_number() OVER (PARTITION BY r.article_id ORDER BY r.revision_no DESC) = 1
ORDER BY r.published_at NULLS FIRST, r.revision_id
LIMIT $limit
