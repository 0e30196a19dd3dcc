-- The changes of a stretch of time, as `changes.sql` gives those of one load: for trying a
-- watch out on what has happened. What only a new version made of known reports is no news.
WITH chosen AS (
  SELECT c.*, coalesce(r.meeting_id, c.meeting_id) AS now_id
  FROM meeting_changes AS c
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = c.meeting_id
  WHERE c.reason IS NULL AND c.changed_at >= $since AND c.changed_at < $until
), linked AS (
  SELECT l.mention_id, l.meeting_id FROM meeting_links AS l
  SEMI JOIN chosen AS c ON c.now_id = l.meeting_id
  WHERE l.kind = 'linked'
), told AS (
  -- What linked mentions call each party, the roles they give it, and for whom they let it speak.
  SELECT l.meeting_id, y.party_id, list(DISTINCT y.name) AS names,
    list(DISTINCT y.role) FILTER (WHERE y.role IS NOT NULL) AS roles,
    list(DISTINCT n.on_behalf_of) FILTER (WHERE n.on_behalf_of IS NOT NULL) AS behalf
  FROM linked AS l
  JOIN assertion_parties AS y ON y.mention_id = l.mention_id
  LEFT JOIN mention_participants AS n ON n.mention_id = y.mention_id AND n.position = y.position
  GROUP BY l.meeting_id, y.party_id
), took_part AS (
  SELECT p.* FROM meeting_participants AS p SEMI JOIN chosen AS c ON c.now_id = p.meeting_id
), spelled AS (
  SELECT a.person_id, list(a.alias) AS aliases FROM people_aliases AS a
  SEMI JOIN took_part AS p ON p.person_id = a.person_id
  GROUP BY a.person_id
), sides AS (
  SELECT p.meeting_id, list({'name': p.name, 'role': p.role, 'type': p.type, 'country': o.country,
    'roles': coalesce(t.roles, []), 'behalf': coalesce(t.behalf, []),
    'names': list_distinct(list_concat(coalesce(t.names, []), coalesce(s.aliases, [])))}
    ORDER BY p.position) AS participants
  FROM took_part AS p
  LEFT JOIN people AS o ON o.person_id = p.person_id
  LEFT JOIN spelled AS s ON s.person_id = p.person_id
  LEFT JOIN told AS t ON t.meeting_id = p.meeting_id AND t.party_id = p.person_id
  GROUP BY p.meeting_id
)
SELECT c.change_id, c.now_id AS meeting_id, c.kind, c.old_value,
  c.new_value, c.evidence, c.article_id, c.asserted_at, c.changed_at, m.status, m.confidence,
  m.place, m.topic, m.format, m.start_day, m.end_day, m.time_precision, m.start_time, m.utc_offset,
  coalesce(s.participants, []) AS participants,
  c.outlet, said.outlets, said.languages
FROM chosen AS c
JOIN meetings AS m ON m.meeting_id = c.now_id
LEFT JOIN (
  SELECT l.meeting_id, list(DISTINCT a.outlet ORDER BY a.outlet) AS outlets,
    list(DISTINCT v.language ORDER BY v.language) FILTER (WHERE v.language IS NOT NULL) AS languages
  FROM linked AS l
  JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
  JOIN revisions AS v ON v.revision_id = n.revision_id
  JOIN articles AS a ON a.article_id = n.article_id
  GROUP BY l.meeting_id
) AS said ON said.meeting_id = m.meeting_id
LEFT JOIN sides AS s ON s.meeting_id = m.meeting_id
ORDER BY c.changed_at, c.asserted_at, c.change_id
