-- The sketch of a revision; made once, since a revision's text never changes. It bears the times
-- of the revision, so that copies are looked for among the days in question only and a day can be
-- forgotten whole. Section fronts and the like are no copies of anything and have none.
SET VARIABLE sketched_since = (
    SELECT CAST(min(r.fetched_at) AS DATE)
    FROM revisions AS r SEMI JOIN stg_shingles AS s ON s.revision_id = r.revision_id
);
INSERT INTO shingles
SELECT DISTINCT s.revision_id, s.article_id, s.hash, coalesce(r.published_at, r.fetched_at),
    CAST(r.fetched_at AS DATE)
FROM stg_shingles AS s
JOIN revisions AS r ON r.revision_id = s.revision_id AND r.page_kind IN ('article', 'paywall')
ANTI JOIN (SELECT revision_id FROM shingles WHERE day >= getvariable('sketched_since')) AS t
    ON t.revision_id = s.revision_id;
