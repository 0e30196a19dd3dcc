-- The parties whose rows the next statements make anew.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT unnest(CAST($ids AS VARCHAR[])) AS person_id
