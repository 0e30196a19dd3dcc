-- Pairs of the assertions of this load, anew.
DELETE FROM assertion_pairs WHERE mention_id IN (SELECT mention_id FROM stg_assertion_pairs);
INSERT INTO assertion_pairs SELECT DISTINCT * FROM stg_assertion_pairs;
