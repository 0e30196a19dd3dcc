-- Mentions of revisions in force which no resolution of this version has taken in, or which an
-- extractor has read again since; those that hand edits touch come in again through
-- resolve/edited. What this version could not take in stands aside until it is read again.
SELECT m.mention_id, m.article_id
FROM meeting_mentions AS m
SEMI JOIN temp.in_force AS c ON c.revision_id = m.revision_id
ANTI JOIN (FROM articles AS a WHERE a.withdrawn_at IS NOT NULL) AS a ON a.article_id = m.article_id
ANTI JOIN (FROM assertions AS x WHERE x.resolver_version = $version AND x.active) AS done
    ON done.mention_id = m.mention_id AND done.asserted_at >= m.loaded_at
ANTI JOIN (FROM set_aside AS p WHERE p.kind = 'mention' AND p.version = $version) AS bad
    ON bad.item_id = m.mention_id AND bad.set_aside_at >= m.loaded_at
ORDER BY m.mention_id
LIMIT $limit
