-- Who takes part in the mentions in `work`, as lists of participants are made of it.
SELECT p.mention_id, p.position, p.party_id, p.party_name, p.role, p.type, p.firm, p.candidates
FROM assertion_parties AS p JOIN temp.work AS w ON w.mention_id = p.mention_id
ORDER BY p.mention_id, p.position
