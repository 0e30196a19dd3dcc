-- The rows of `assertion_pairs` that a resolution looks at, so that the whole table is read once for
-- what came in and not for each rule.
CREATE OR REPLACE TEMP TABLE hood AS FROM assertion_pairs LIMIT 0
