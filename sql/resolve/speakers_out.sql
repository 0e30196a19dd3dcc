-- People who take part in no meeting, and of whom a quote came or went, or none is left: out, to
-- be counted anew …
DELETE FROM people
WHERE person_id IN (
    SELECT o.person_id FROM people AS o
    ANTI JOIN assertion_parties AS p ON p.party_id = o.person_id
    ANTI JOIN (
        FROM quotes AS q WHERE q.speaker_id IS NOT NULL AND q.speaker_id NOT IN (SELECT id FROM given)
    ) AS q ON q.speaker_id = o.person_id
)
