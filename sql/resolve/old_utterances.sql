-- The utterances that the quotes in `work` were wordings of.
SELECT DISTINCT u.utterance_id FROM utterance_quotes AS u
JOIN temp.work AS w ON w.mention_id = u.quote_id
