-- The articles of which anything can be new or gone: those of which something was read, withdrawn or
-- brought back since all was taken in (`unresolved`), and of another version of the resolver whatever
-- that took in or set aside. All others stand in this version's assertions as they are.
CREATE OR REPLACE TEMP TABLE looked AS
SELECT article_id FROM unresolved
UNION
SELECT article_id FROM assertions WHERE active AND resolver_version <> $version
UNION
SELECT article_id FROM set_aside WHERE kind IN ('mention', 'quote') AND version <> $version AND article_id IS NOT NULL
