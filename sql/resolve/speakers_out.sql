-- People who take part in no meeting, and of whom a quote came or went, or none is left: out, to
-- be counted anew …
DELETE FROM people
WHERE person_id NOT IN (SELECT party_id FROM assertion_parties)
  AND (person_id IN (SELECT id FROM given)
    OR person_id NOT IN (SELECT speaker_id FROM quotes WHERE speaker_id IS NOT NULL))
