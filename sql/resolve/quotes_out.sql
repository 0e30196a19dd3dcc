-- Quotes that no article has any more.
DELETE FROM utterance_quotes WHERE quote_id IN (SELECT id FROM given)
