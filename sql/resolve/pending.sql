-- Mentions of the revision of each article that was read last, which no resolution of this
-- version has taken in, or which an extractor has read again since; those that hand edits touch
-- come in again through resolve/edited.
WITH current AS (
    SELECT r.article_id, r.revision_id
    FROM revisions AS r
    JOIN extractions AS e ON e.revision_id = r.revision_id AND e.problem IS NULL
    QUALIFY row_number() OVER (PARTITION BY r.article_id ORDER BY r.revision_no DESC) = 1
)
SELECT m.mention_id
FROM meeting_mentions AS m
JOIN current AS c ON c.revision_id = m.revision_id
JOIN articles AS a ON a.article_id = m.article_id AND a.withdrawn_at IS NULL
ANTI JOIN (FROM assertions AS x WHERE x.resolver_version = $version AND x.active) AS done
    ON done.mention_id = m.mention_id AND done.asserted_at >= m.loaded_at
ORDER BY m.mention_id
