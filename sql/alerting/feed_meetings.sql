-- Meetings for calendars and feeds, the latest changed first; with what a watch may ask: the $limit
-- that changed last but for the last $skip, and not before $since (NULL: whenever), and those of $ids.
-- They are chosen first: what is told of all others isn't read.
WITH latest AS MATERIALIZED (
  (FROM meetings WHERE updated_at >= CAST($since AS TIMESTAMP) OR $since IS NULL
    ORDER BY updated_at DESC, meeting_id LIMIT $limit OFFSET $skip)
  UNION
  FROM meetings WHERE meeting_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
), linked AS MATERIALIZED (
  SELECT l.meeting_id, l.mention_id FROM meeting_links AS l
  WHERE l.kind = 'linked' AND l.meeting_id IN (SELECT meeting_id FROM latest)
), seen AS MATERIALIZED (
  SELECT p.* FROM meeting_participants AS p WHERE p.meeting_id IN (SELECT meeting_id FROM latest)
), spoke AS MATERIALIZED (
  -- Of these only before they are put beside others: an outer join keeps all of its other side.
  SELECT n.mention_id, n.position, n.on_behalf_of FROM mention_participants AS n
  SEMI JOIN linked AS l ON l.mention_id = n.mention_id
), faces AS MATERIALIZED (
  SELECT o.person_id, o.country FROM people AS o SEMI JOIN seen AS p ON p.person_id = o.person_id
), spelled AS MATERIALIZED (
  SELECT a.person_id, list(a.alias) AS names FROM people_aliases AS a
  SEMI JOIN seen AS p ON p.person_id = a.person_id
  GROUP BY a.person_id
), told AS (
  -- What linked mentions call each party, the roles they give it, and for whom they let it speak.
  SELECT l.meeting_id, y.party_id, list(DISTINCT y.name) AS names,
    list(DISTINCT y.role) FILTER (WHERE y.role IS NOT NULL) AS roles,
    list(DISTINCT n.on_behalf_of) FILTER (WHERE n.on_behalf_of IS NOT NULL) AS behalf
  FROM linked AS l
  JOIN assertion_parties AS y ON y.mention_id = l.mention_id
  LEFT JOIN spoke AS n ON n.mention_id = y.mention_id AND n.position = y.position
  GROUP BY l.meeting_id, y.party_id
), sides AS (
  SELECT p.meeting_id, list({'name': p.name, 'role': p.role, 'type': p.type, 'country': o.country,
    'roles': coalesce(t.roles, []), 'behalf': coalesce(t.behalf, []),
    'names': list_distinct(list_concat(coalesce(t.names, []), coalesce(a.names, [])))}
    ORDER BY p.position) AS participants
  FROM seen AS p
  LEFT JOIN faces AS o ON o.person_id = p.person_id
  LEFT JOIN spelled AS a ON a.person_id = p.person_id
  LEFT JOIN told AS t ON t.meeting_id = p.meeting_id AND t.party_id = p.person_id
  GROUP BY p.meeting_id
), said AS (
  SELECT l.meeting_id, list(DISTINCT a.outlet ORDER BY a.outlet) AS outlets
  FROM linked AS l
  JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
  JOIN articles AS a ON a.article_id = n.article_id
  GROUP BY l.meeting_id
), changed AS (
  SELECT c.meeting_id, count(*) AS often FROM meeting_changes AS c
  WHERE c.meeting_id IN (SELECT meeting_id FROM latest)
  GROUP BY c.meeting_id
)
SELECT m.meeting_id, m.participants, m.status, m.format, m.start_day, m.end_day, m.time_precision,
  m.start_time, m.utc_offset,
  m.place, m.duration_minutes, m.topic, m.confidence, m.contradicted,
  coalesce(m.withdrawn, false) AS withdrawn, m.outlets, m.stories,
  m.first_outlet, m.evidence, m.evidence_article, m.first_seen_at, m.updated_at,
  coalesce(s.participants, []) AS parties, coalesce(c.often, 0) AS sequence, said.outlets AS outlet_names
FROM latest AS m
LEFT JOIN sides AS s ON s.meeting_id = m.meeting_id
LEFT JOIN changed AS c ON c.meeting_id = m.meeting_id
LEFT JOIN said ON said.meeting_id = m.meeting_id
ORDER BY m.updated_at DESC, m.meeting_id
