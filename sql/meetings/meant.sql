-- The participants of whom one of the `given` texts (near_texts.sql) is told, as the table `meant`: a
-- meeting and a person. What somebody is called by the register holds in all meetings, what a mention
-- says of him (`told_so`) in the meeting that it is linked to. A country's role is nobody's.
CREATE OR REPLACE TEMP TABLE meant AS
WITH persons AS MATERIALIZED (
  SELECT person_id FROM people_aliases WHERE alias IN (SELECT text FROM given WHERE part = 'spelling')
  UNION
  SELECT person_id FROM people WHERE country IN (SELECT text FROM given WHERE part = 'country')
), linked AS MATERIALIZED (
  SELECT l.meeting_id, t.party_id, t.a_role
  FROM told_so AS t
  JOIN meeting_links AS l ON l.mention_id = t.mention_id AND l.kind = 'linked'
  ANTI JOIN persons AS p ON p.person_id = t.party_id
)
SELECT meeting_id, person_id FROM meeting_participants WHERE person_id IN (FROM persons)
UNION
SELECT p.meeting_id, p.person_id
FROM meeting_participants AS p
SEMI JOIN given AS g ON g.part = 'name' AND g.text = p.name AND g.type = p.type
UNION
SELECT meeting_id, person_id
FROM meeting_participants
WHERE type <> 'country' AND role IN (SELECT text FROM given WHERE part = 'role')
UNION
SELECT p.meeting_id, p.person_id
FROM meeting_participants AS p
SEMI JOIN linked AS l
    ON l.meeting_id = p.meeting_id AND l.party_id = p.person_id AND (p.type <> 'country' OR NOT l.a_role)
