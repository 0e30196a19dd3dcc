-- The person claims whose names may explain a bare one, with their family word.
CREATE OR REPLACE TEMP TABLE new_claims AS
SELECT DISTINCT family, article_id, day FROM given
