-- The person claims that are compared with bare names (or are bare), with their family word and
-- one row for each party they were named with.
CREATE OR REPLACE TEMP TABLE new_claims AS
SELECT DISTINCT family, article_id, day, partner FROM given
