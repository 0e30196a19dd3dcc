-- Utterances that may have lost all their quotes, and quotes that are gone: out.
DELETE FROM utterances WHERE utterance_id IN (SELECT id FROM given)
