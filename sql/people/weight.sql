-- How much hangs on some people: what they are called, and their meetings and quotes.
-- Parameter: ids.
SELECT p.person_id, p.name, p.type,
    (SELECT count(DISTINCT m.meeting_id) FROM meeting_participants AS m
     WHERE m.person_id = p.person_id) AS meetings,
    (SELECT count(DISTINCT a.mention_id) FROM assertion_parties AS a
     WHERE a.party_id = p.person_id) AS mentions
FROM people AS p
WHERE p.person_id IN (SELECT unnest($ids))
ORDER BY p.name, p.person_id;
