-- Where mentions and assertions of the articles in `looked` differ, by one look at both: mentions of
-- revisions in force (`made`) which no resolution of this version has taken in, or which were read
-- again since, `known` where there is an assertion of it; and assertions in force whose mention no
-- revision in force has.
CREATE OR REPLACE TEMP TABLE due AS
SELECT coalesce(m.mention_id, x.mention_id) AS mention_id, m.mention_id IS NOT NULL AS made,
    x.mention_id IS NOT NULL AS known
FROM (
    SELECT m.mention_id, m.loaded_at FROM meeting_mentions AS m
    SEMI JOIN temp.in_force AS c ON c.revision_id = m.revision_id
) AS m
FULL JOIN (
    SELECT a.mention_id, a.active,
        CASE WHEN a.active AND a.resolver_version = $version THEN a.asserted_at END AS done_at
    FROM assertions AS a
    SEMI JOIN temp.looked AS l ON l.article_id = a.article_id
) AS x ON x.mention_id = m.mention_id
WHERE CASE WHEN m.mention_id IS NULL THEN x.active
    ELSE coalesce(x.done_at < m.loaded_at, true) END
