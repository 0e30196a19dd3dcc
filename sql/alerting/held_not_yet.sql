-- Alerts held because their meeting was not sure enough, or not in an outlet or language asked
-- for, when they were queued; of meetings that this load touches, with what is known now.
-- Only the newest of each aspect, and only what is still so.
WITH held AS MATERIALIZED (
  SELECT h.alert_id, h.recipient, h.watch, h.reason, c.change_id, m.meeting_id, c.kind, c.old_value,
    c.new_value, c.evidence, c.article_id, c.asserted_at, m.status, m.confidence, m.place, m.topic,
    c.outlet
  FROM alerts AS h
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = h.meeting_id
  JOIN meetings AS m ON m.meeting_id = coalesce(r.meeting_id, h.meeting_id)
  JOIN meeting_changes AS c ON c.change_id = h.change_id
  WHERE h.state = 'held'
    AND (h.reason LIKE 'confidence %' OR h.reason LIKE 'not reported by %' OR h.reason LIKE 'not in a language %')
    AND m.meeting_id IN (SELECT meeting_id FROM stg_meetings)
    AND (h.aspect <> 'status' OR h.value = m.status)
  QUALIFY row_number() OVER (PARTITION BY h.recipient, h.watch, m.meeting_id, h.aspect
    ORDER BY h.created_at DESC, c.asserted_at DESC, h.alert_id) = 1
), linked AS MATERIALIZED (
  SELECT l.meeting_id, l.mention_id FROM meeting_links AS l
  WHERE l.kind = 'linked' AND l.meeting_id IN (SELECT meeting_id FROM held)
), seen AS MATERIALIZED (
  SELECT p.* FROM meeting_participants AS p WHERE p.meeting_id IN (SELECT meeting_id FROM held)
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
  SELECT l.meeting_id, list(DISTINCT a.outlet ORDER BY a.outlet) AS outlets,
    list(DISTINCT v.language) FILTER (WHERE v.language IS NOT NULL) AS languages
  FROM linked AS l
  JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
  JOIN revisions AS v ON v.revision_id = n.revision_id
  JOIN articles AS a ON a.article_id = n.article_id
  GROUP BY l.meeting_id
)
SELECT h.alert_id, h.recipient, h.watch, h.reason, h.change_id, h.meeting_id, h.kind, h.old_value,
  h.new_value, h.evidence, h.article_id, h.asserted_at, h.status, h.confidence, h.place, h.topic,
  coalesce(s.participants, []) AS participants, h.outlet, said.outlets, said.languages
FROM held AS h
LEFT JOIN sides AS s ON s.meeting_id = h.meeting_id
LEFT JOIN said ON said.meeting_id = h.meeting_id
ORDER BY h.alert_id
