-- The mentions that the next statements are about.
CREATE OR REPLACE TEMP TABLE work AS
SELECT DISTINCT unnest(CAST($ids AS VARCHAR[])) AS mention_id
