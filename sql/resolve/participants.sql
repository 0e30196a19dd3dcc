-- The participants of the mentions in `work`, as stated.
SELECT p.mention_id, p.position, p.name, p.role, p.type
FROM mention_participants AS p
JOIN temp.work AS w ON w.mention_id = p.mention_id
ORDER BY p.mention_id, p.position
