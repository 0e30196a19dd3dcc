-- Which utterance quotes are wordings of, anew.
DELETE FROM utterance_quotes WHERE quote_id IN (SELECT quote_id FROM stg_utterance_quotes);
INSERT INTO utterance_quotes BY NAME FROM stg_utterance_quotes;
