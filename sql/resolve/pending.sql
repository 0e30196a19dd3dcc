-- Mentions of revisions in force which no resolution of this version has taken in, or which an
-- extractor has read again since; those that hand edits touch come in again through
-- resolve/edited. What this version could not take in stands aside until it is read again.
-- `again`: the report was known, and only a new version of extractor or resolver makes something
-- else of it: it was taken in before, or its revision was read before, or its sentence stood
-- already in a former revision that another version had read. These come first.
WITH waiting AS MATERIALIZED (
  SELECT m.mention_id, m.article_id, m.revision_id, m.extractor_version, d.known
  FROM meeting_mentions AS m
  JOIN temp.due AS d ON d.mention_id = m.mention_id AND d.made
  ANTI JOIN (FROM articles AS a WHERE a.withdrawn_at IS NOT NULL) AS a ON a.article_id = m.article_id
  ANTI JOIN (FROM set_aside AS p WHERE p.kind = 'mention' AND p.version = $version) AS bad
      ON bad.item_id = m.mention_id AND bad.set_aside_at >= m.loaded_at
), former AS MATERIALIZED (
  SELECT w.mention_id, f.extractor_version, s.text, b.rowid AS place
  FROM waiting AS w
  JOIN mention_evidence AS s ON s.mention_id = w.mention_id AND s.position = 0
  JOIN revisions AS r ON r.revision_id = w.revision_id AND r.revision_no > 1
  JOIN revisions AS b ON b.article_id = r.article_id AND b.revision_no < r.revision_no
  JOIN extractions AS f ON f.revision_id = b.revision_id AND f.problem IS NULL
    AND f.extractor_version <> w.extractor_version
), bodies AS MATERIALIZED (
  -- By their place: any other join unpacks the texts of all articles.
  SELECT r.rowid AS place, r.body FROM revisions AS r WHERE r.rowid IN (SELECT place FROM former)
), stood AS (
  SELECT f.mention_id, max(f.extractor_version) AS extractor_version
  FROM former AS f JOIN bodies AS b ON b.place = f.place
  WHERE contains(b.body, f.text)
  GROUP BY f.mention_id
)
SELECT w.mention_id, w.article_id,
  x.mention_id IS NOT NULL OR e.former_version IS NOT NULL OR stood.mention_id IS NOT NULL AS again,
  coalesce(x.extractor_version, e.former_version, stood.extractor_version) AS old_extractor,
  w.extractor_version AS new_extractor, x.resolver_version AS old_resolver, w.known
FROM waiting AS w
LEFT JOIN (FROM assertions AS x SEMI JOIN temp.due AS d ON d.mention_id = x.mention_id WHERE x.active) AS x
    ON x.mention_id = w.mention_id
LEFT JOIN extractions AS e ON e.revision_id = w.revision_id
LEFT JOIN stood ON stood.mention_id = w.mention_id
ORDER BY again DESC, w.mention_id
LIMIT $limit
