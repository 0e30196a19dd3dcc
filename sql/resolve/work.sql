-- The mentions that the next statements are about.
CREATE OR REPLACE TEMP TABLE work AS
SELECT DISTINCT id AS mention_id FROM given
