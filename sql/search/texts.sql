-- Which text of each article is searched, with a mark that changes when its facts do: the newest
-- that was read, else the newest. Only of articles that changed since $since, if that is given.
WITH changed AS MATERIALIZED (
    SELECT article_id FROM revisions WHERE $since IS NULL OR loaded_at >= $since
    UNION
    SELECT article_id FROM extractions WHERE $since IS NULL OR extracted_at >= $since
), newest AS (
    SELECT r.article_id, coalesce(
        arg_max(r.revision_id, r.revision_no) FILTER (WHERE x.revision_id IS NOT NULL),
        arg_max(r.revision_id, r.revision_no)) AS revision_id,
        max(greatest(r.loaded_at, coalesce(x.extracted_at, r.loaded_at))) AS changed_at
    FROM revisions AS r
    SEMI JOIN changed AS c ON c.article_id = r.article_id
    LEFT JOIN extractions AS x ON x.revision_id = r.revision_id
    WHERE r.page_kind IN ('article', 'paywall')
    GROUP BY r.article_id
)
SELECT n.article_id, n.revision_id, n.changed_at,
    concat(n.revision_id, ' ', coalesce(strftime(x.extracted_at, '%Y-%m-%dT%H:%M:%S.%f'), ''))
        AS mark
FROM newest AS n
LEFT JOIN extractions AS x ON x.revision_id = n.revision_id
JOIN revisions AS r ON r.revision_id = n.revision_id
WHERE $since IS NULL OR n.changed_at >= $since
ORDER BY coalesce(r.published_at, r.fetched_at), n.article_id
