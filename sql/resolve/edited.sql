-- Mentions that a decision not yet taken in can touch: those of the parties it is about, and
-- those that spell a name it gives.
SELECT DISTINCT p.mention_id
FROM assertion_parties AS p
WHERE list_contains(CAST($ids AS VARCHAR[]), p.party_id)
   OR list_contains(CAST($names AS VARCHAR[]), p.name)
ORDER BY p.mention_id
