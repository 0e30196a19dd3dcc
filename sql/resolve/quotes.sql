-- Everything about the quotes in `work` that is compared; their places first, so that the words of all
-- others stay packed.
WITH hit AS MATERIALIZED (
    SELECT q.rowid AS place FROM quotes AS q SEMI JOIN temp.work AS w ON w.mention_id = q.quote_id
), said AS MATERIALIZED (
    SELECT q.* FROM quotes AS q WHERE q.rowid IN (SELECT place FROM hit)
)
SELECT q.quote_id, q.article_id, q.content, q.speaker_name, q.speaker_kind, q.speaker_role, q.via,
    a.outlet, coalesce(a.story_id, a.article_id) AS story_id,
    coalesce(r.published_at, a.first_seen_at) AS published_at
FROM said AS q
JOIN articles AS a ON a.article_id = q.article_id
JOIN revisions AS r ON r.revision_id = q.revision_id
ORDER BY q.quote_id
