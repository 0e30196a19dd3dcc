-- How much each outlet leans on sources without a name: one row an outlet, with its quotes, those of
-- speakers who are not named, and their share (0 to 1), the greatest share first.
WITH current_revisions AS (
    SELECT r.article_id, arg_max(r.revision_id, r.revision_no) AS revision_id
    FROM revisions AS r
    SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
    GROUP BY r.article_id
), counted AS (
    SELECT a.outlet, any_value(a.source_kind) AS source_kind, count(*) AS quotes,
        count(*) FILTER (q.speaker_kind = 'anonymous') AS anonymous
    FROM quotes AS q
    JOIN current_revisions AS c ON c.revision_id = q.revision_id
    JOIN revisions AS r ON r.revision_id = q.revision_id
    JOIN articles AS a ON a.article_id = q.article_id
    WHERE ($outlet IS NULL OR a.outlet = $outlet)
      AND ($since IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) >= $since)
      AND ($until IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) <= $until)
    GROUP BY a.outlet
)
SELECT outlet, source_kind, quotes, anonymous, round(anonymous / quotes, 4) AS share,
    count(*) OVER () AS total
FROM counted
ORDER BY /*sort: outlet, source_kind, quotes, anonymous, share*/ share DESC, quotes DESC, outlet
LIMIT $limit OFFSET $offset
