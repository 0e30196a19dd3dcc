-- Assertions in force that their article no longer makes: it was edited, withdrawn, or read
-- again by an extractor that found something else. `again`: the article says what it said, and
-- only another version of the extractor takes it otherwise.
WITH out AS MATERIALIZED (
  SELECT a.article_id FROM articles AS a
  SEMI JOIN temp.looked AS l ON l.article_id = a.article_id
  WHERE a.withdrawn_at IS NOT NULL
), left_over AS MATERIALIZED (
  SELECT x.mention_id, x.article_id, x.revision_id, x.extractor_version, x.resolver_version, x.evidence
  FROM assertions AS x
  SEMI JOIN (FROM temp.due AS d WHERE NOT d.made) AS d ON d.mention_id = x.mention_id
), gone AS (
  SELECT x.mention_id, x.extractor_version, x.resolver_version, x.evidence, c.revision_id,
    c.revision_id IS NOT NULL AND c.revision_id = x.revision_id AS unedited
  FROM left_over AS x
  LEFT JOIN temp.in_force AS c ON c.article_id = x.article_id
  ANTI JOIN out AS w ON w.article_id = x.article_id
), read_again AS MATERIALIZED (
  SELECT g.mention_id, g.evidence, r.rowid AS place
  FROM gone AS g
  JOIN extractions AS e ON e.revision_id = g.revision_id
  JOIN revisions AS r ON r.revision_id = g.revision_id
  WHERE NOT g.unedited AND e.extractor_version <> g.extractor_version
), bodies AS MATERIALIZED (
  -- By their place: any other join unpacks the texts of all articles.
  SELECT r.rowid AS place, r.body FROM revisions AS r WHERE r.rowid IN (SELECT place FROM read_again)
), stands AS (
  SELECT a.mention_id FROM read_again AS a JOIN bodies AS b ON b.place = a.place
  WHERE contains(b.body, a.evidence)
)
SELECT g.mention_id, g.unedited OR s.mention_id IS NOT NULL AS again,
  g.extractor_version AS old_extractor, e.extractor_version AS new_extractor,
  g.resolver_version AS old_resolver
FROM gone AS g
LEFT JOIN extractions AS e ON e.revision_id = g.revision_id
LEFT JOIN stands AS s ON s.mention_id = g.mention_id
UNION ALL
SELECT x.mention_id, false, x.extractor_version, x.extractor_version, x.resolver_version FROM assertions AS x
SEMI JOIN out AS w ON w.article_id = x.article_id
WHERE x.active
ORDER BY mention_id
