-- Where looking for quotes starts: those in `work`.
CREATE OR REPLACE TEMP TABLE scope AS
SELECT mention_id, 0 AS round FROM temp.work
