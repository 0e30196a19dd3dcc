-- The utterance that each quote in `work` was a wording of.
SELECT u.quote_id, u.utterance_id FROM utterance_quotes AS u
JOIN temp.work AS w ON w.mention_id = u.quote_id
ORDER BY u.quote_id
