-- Whom the participants of the mentions in `work` were taken for.
SELECT p.* FROM assertion_parties AS p JOIN temp.work AS w ON w.mention_id = p.mention_id
ORDER BY p.mention_id, p.position
