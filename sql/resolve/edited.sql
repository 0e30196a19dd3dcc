-- Mentions that a decision not yet taken in can touch: those of the parties it is about, and
-- those that spell a name it gives.
SELECT DISTINCT p.mention_id
FROM assertion_parties AS p
WHERE p.party_id IN (SELECT id FROM given) OR p.name IN (SELECT id FROM given)
ORDER BY p.mention_id
