-- The parties whose rows the next statements make anew.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT id AS person_id FROM given
