-- Utterances, anew; quotes that moved to another leave none empty behind.
DELETE FROM utterances WHERE utterance_id IN (SELECT utterance_id FROM stg_utterances);
INSERT INTO utterances BY NAME FROM stg_utterances;
