-- The claims that earlier ones are compared with, one row for each party they were named with:
-- their family word and its sound, the key of a full name ('' for others), and what they are: an
-- 'office' without a name, somebody with a 'role', or ''; and an office known by itself.
CREATE OR REPLACE TEMP TABLE new_claims AS
SELECT DISTINCT family, sound, key, kind, office, article_id, day, partner FROM given
