-- Only told, not applied: what was found is put out of the load again.
DELETE FROM temp.stg_quotes;
DELETE FROM temp.stg_quote_spans;
DELETE FROM temp.stg_meeting_mentions;
DELETE FROM temp.stg_mention_participants;
DELETE FROM temp.stg_mention_evidence;
DELETE FROM temp.stg_extractions;
