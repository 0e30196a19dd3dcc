-- Meetings for calendars and feeds, the latest changed first; with what a watch may ask: the $limit
-- that changed last, and not before $since (NULL: whenever), and those of $ids.
-- They are chosen first: what is told of all others isn't read.
WITH latest AS (
  (FROM meetings WHERE updated_at >= CAST($since AS TIMESTAMP) OR $since IS NULL
    ORDER BY updated_at DESC, meeting_id LIMIT $limit)
  UNION
  FROM meetings WHERE meeting_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
), told AS (
  -- What linked mentions call each party, the roles they give it, and for whom they let it speak.
  SELECT l.meeting_id, y.party_id, list(DISTINCT y.name) AS names,
    list(DISTINCT y.role) FILTER (WHERE y.role IS NOT NULL) AS roles,
    list(DISTINCT n.on_behalf_of) FILTER (WHERE n.on_behalf_of IS NOT NULL) AS behalf
  FROM meeting_links AS l
  JOIN assertion_parties AS y ON y.mention_id = l.mention_id
  LEFT JOIN mention_participants AS n ON n.mention_id = y.mention_id AND n.position = y.position
  WHERE l.kind = 'linked' AND l.meeting_id IN (SELECT meeting_id FROM latest)
  GROUP BY l.meeting_id, y.party_id
), sides AS (
  SELECT p.meeting_id, list({'name': p.name, 'role': p.role, 'type': p.type, 'country': o.country,
    'roles': coalesce(t.roles, []), 'behalf': coalesce(t.behalf, []),
    'names': list_distinct(list_concat(coalesce(t.names, []), coalesce(
      (SELECT list(a.alias) FROM people_aliases AS a WHERE a.person_id = p.person_id), [])))}
    ORDER BY p.position) AS participants
  FROM meeting_participants AS p
  LEFT JOIN people AS o ON o.person_id = p.person_id
  LEFT JOIN told AS t ON t.meeting_id = p.meeting_id AND t.party_id = p.person_id
  WHERE p.meeting_id IN (SELECT meeting_id FROM latest)
  GROUP BY p.meeting_id
)
SELECT m.meeting_id, m.participants, m.status, m.format, m.start_day, m.end_day, m.time_precision,
  m.start_time, m.utc_offset,
  m.place, m.duration_minutes, m.topic, m.confidence, m.contradicted,
  coalesce(m.withdrawn, false) AS withdrawn, m.outlets, m.stories,
  m.first_outlet, m.evidence, m.evidence_article, m.first_seen_at, m.updated_at,
  coalesce((SELECT s.participants FROM sides AS s WHERE s.meeting_id = m.meeting_id), []) AS parties,
  (SELECT count(*) FROM meeting_changes AS c WHERE c.meeting_id = m.meeting_id) AS sequence,
  (SELECT list(DISTINCT a.outlet ORDER BY a.outlet) FROM meeting_links AS l
    JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
    JOIN articles AS a ON a.article_id = n.article_id
    WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked') AS outlet_names
FROM latest AS m
ORDER BY m.updated_at DESC, m.meeting_id
