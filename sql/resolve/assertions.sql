-- The assertions of the mentions in `work`.
SELECT x.* FROM assertions AS x JOIN temp.work AS w ON w.mention_id = x.mention_id
ORDER BY x.mention_id
