-- The mentions that tell one of the `given` texts (near_texts.sql) of somebody, as the table `told_so`:
-- a table of its own, since DuckDB then knows that there are few when meant.sql looks for them.
CREATE OR REPLACE TEMP TABLE told_so AS
SELECT mention_id, party_id, true AS a_role
FROM assertion_parties WHERE role IN (SELECT text FROM given WHERE part = 'role')
UNION ALL
SELECT mention_id, party_id, false
FROM assertion_parties WHERE NOT firm AND name IN (SELECT text FROM given WHERE part = 'doubtful')
UNION ALL
SELECT y.mention_id, y.party_id, false
FROM (
  SELECT mention_id, position FROM mention_participants
  WHERE on_behalf_of IN (SELECT text FROM given WHERE part = 'behalf')
) AS n
JOIN assertion_parties AS y ON y.mention_id = n.mention_id AND y.position = n.position
