-- The quotes that are left of these utterances.
SELECT quote_id FROM utterance_quotes WHERE utterance_id IN (SELECT id FROM given)
ORDER BY quote_id
