-- The participants of every meeting as matching sees them (readout.watching.parties.Participant),
-- the same as in alerting/changes: with the country that the register lets them act for, and what
-- linked mentions call them, give them for a role, and let them speak for.
WITH told AS (
  SELECT l.meeting_id, y.party_id, list(DISTINCT y.name) AS names,
    list(DISTINCT y.role) FILTER (WHERE y.role IS NOT NULL) AS roles,
    list(DISTINCT n.on_behalf_of) FILTER (WHERE n.on_behalf_of IS NOT NULL) AS behalf
  FROM meeting_links AS l
  JOIN assertion_parties AS y ON y.mention_id = l.mention_id
  LEFT JOIN mention_participants AS n ON n.mention_id = y.mention_id AND n.position = y.position
  WHERE l.kind = 'linked'
  GROUP BY l.meeting_id, y.party_id
), spelled AS (
  SELECT person_id, list(alias) AS names FROM people_aliases GROUP BY person_id
)
SELECT p.meeting_id, list({'person_id': p.person_id, 'name': p.name, 'role': p.role,
    'type': p.type, 'country': o.country, 'roles': coalesce(t.roles, []),
    'behalf': coalesce(t.behalf, []),
    'names': list_distinct(list_concat(coalesce(t.names, []), coalesce(s.names, [])))}
  ORDER BY p.position) AS participants
FROM meeting_participants AS p
LEFT JOIN people AS o ON o.person_id = p.person_id
LEFT JOIN told AS t ON t.meeting_id = p.meeting_id AND t.party_id = p.person_id
LEFT JOIN spelled AS s ON s.person_id = p.person_id
GROUP BY p.meeting_id
