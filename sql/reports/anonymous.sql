-- How much each outlet leans on sources without a name: one row an outlet, with its quotes, those of
-- speakers who are not named, and their share (0 to 1), the greatest share first.
WITH later AS (
    SELECT r.article_id, max(r.revision_no) AS revision_no
    FROM revisions AS r
    SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
    WHERE r.revision_no > 1
    GROUP BY r.article_id
), texts AS MATERIALIZED (
    SELECT r.revision_id, a.outlet, a.source_kind
    FROM revisions AS r
    JOIN articles AS a ON a.article_id = r.article_id
    LEFT JOIN later AS l ON l.article_id = r.article_id
    WHERE r.revision_no >= coalesce(l.revision_no, 1)
      AND ($outlet IS NULL OR a.outlet = $outlet)
      AND ($since IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) >= $since)
      AND ($until IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) <= $until)
), counted AS (
    SELECT t.outlet, any_value(t.source_kind) AS source_kind, count(*) AS quotes,
        count(*) FILTER (q.speaker_kind = 'anonymous') AS anonymous
    FROM quotes AS q
    JOIN texts AS t ON t.revision_id = q.revision_id
    GROUP BY t.outlet
)
SELECT outlet, source_kind, quotes, anonymous, round(anonymous / quotes, 4) AS share,
    count(*) OVER () AS total
FROM counted
ORDER BY /*sort: outlet, source_kind, quotes, anonymous, share*/ share DESC, quotes DESC, outlet
LIMIT $limit OFFSET $offset
