-- Whom a name may mean: the participants of all meetings of whom some text matches $near, as
-- matching sees them (readout.watching.parties.Participant), the same as in alerting/changes: with
-- the country that the register lets them act for, and what linked mentions call them, give them
-- for a role, and let them speak for. Those of whom all that is alike are one row, with `pairs`, a
-- “MEETING PERSON” for each.
WITH persons AS (
  SELECT person_id FROM people_aliases WHERE regexp_matches(alias, $near)
  UNION
  SELECT person_id FROM people WHERE regexp_matches(concat_ws(' / ', name, country), $near)
  UNION
  -- Doubtful claims give nobody a spelling.
  SELECT party_id FROM assertion_parties WHERE NOT firm AND regexp_matches(name, $near)
), roles AS (
  SELECT role FROM (SELECT DISTINCT role FROM assertion_parties UNION SELECT DISTINCT role FROM meeting_participants)
  WHERE regexp_matches(role, $near)
), behalf AS (
  SELECT on_behalf_of FROM (SELECT DISTINCT on_behalf_of FROM mention_participants)
  WHERE regexp_matches(on_behalf_of, $near)
), told_so AS (
  SELECT y.mention_id, y.party_id FROM assertion_parties AS y SEMI JOIN roles AS r ON r.role = y.role
  UNION
  SELECT y.mention_id, y.party_id
  FROM mention_participants AS n
  SEMI JOIN behalf AS b ON b.on_behalf_of = n.on_behalf_of
  JOIN assertion_parties AS y ON y.mention_id = n.mention_id AND y.position = n.position
), near AS MATERIALIZED (
  SELECT p.meeting_id, p.person_id
  FROM meeting_participants AS p
  WHERE p.person_id IN (FROM persons) OR p.role IN (FROM roles) OR regexp_matches(p.name, $near)
  UNION
  SELECT l.meeting_id, t.party_id
  FROM told_so AS t
  JOIN meeting_links AS l ON l.mention_id = t.mention_id AND l.kind = 'linked'
), told AS (
  SELECT l.meeting_id, y.party_id, list_sort(list(DISTINCT y.name)) AS names,
    list_sort(list(DISTINCT y.role) FILTER (WHERE y.role IS NOT NULL)) AS roles,
    list_sort(list(DISTINCT n.on_behalf_of) FILTER (WHERE n.on_behalf_of IS NOT NULL)) AS behalf
  FROM (SELECT l.mention_id, l.meeting_id FROM meeting_links AS l
    SEMI JOIN near AS c ON c.meeting_id = l.meeting_id WHERE l.kind = 'linked') AS l
  JOIN assertion_parties AS y ON y.mention_id = l.mention_id
  SEMI JOIN near AS c ON c.meeting_id = l.meeting_id AND c.person_id = y.party_id
  LEFT JOIN mention_participants AS n ON n.mention_id = y.mention_id AND n.position = y.position
  GROUP BY l.meeting_id, y.party_id
), spelled AS (
  SELECT a.person_id, list_sort(list(DISTINCT a.alias)) AS aliases
  FROM people_aliases AS a
  SEMI JOIN near AS c ON c.person_id = a.person_id
  GROUP BY a.person_id
)
SELECT p.name, p.role, p.type, o.country, coalesce(t.roles, []) AS roles, coalesce(t.behalf, []) AS behalf,
  coalesce(t.names, []) AS names, coalesce(s.aliases, []) AS aliases,
  list(concat(p.meeting_id, ' ', p.person_id)) AS pairs
FROM meeting_participants AS p
SEMI JOIN near AS c ON c.meeting_id = p.meeting_id AND c.person_id = p.person_id
LEFT JOIN people AS o ON o.person_id = p.person_id
LEFT JOIN told AS t ON t.meeting_id = p.meeting_id AND t.party_id = p.person_id
LEFT JOIN spelled AS s ON s.person_id = p.person_id
GROUP BY ALL
