-- The assertions of the mentions in `work`; their places first, so that the wide columns of all others
-- stay packed.
WITH hit AS MATERIALIZED (
    SELECT x.rowid AS place FROM assertions AS x SEMI JOIN temp.work AS w ON w.mention_id = x.mention_id
)
SELECT x.* FROM assertions AS x WHERE x.rowid IN (SELECT place FROM hit)
ORDER BY x.mention_id
