-- Whom participants were taken for: a resolution replaces what an earlier one took them for.
DELETE FROM assertion_parties WHERE mention_id IN (SELECT mention_id FROM stg_assertion_parties);
INSERT INTO assertion_parties BY NAME
FROM stg_assertion_parties
QUALIFY row_number() OVER (PARTITION BY mention_id, position ORDER BY party_id) = 1;
