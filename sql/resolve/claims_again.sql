-- The claims of the mentions in `work`, to be judged anew.
SELECT p.*, (SELECT list(o.name_key) FROM assertion_parties AS o
    WHERE o.mention_id = p.mention_id AND o.position <> p.position) AS partners,
    (SELECT list(coalesce(o.sound, o.name_key)) FROM assertion_parties AS o
    WHERE o.mention_id = p.mention_id AND o.position <> p.position) AS company
FROM assertion_parties AS p
JOIN temp.work AS w ON w.mention_id = p.mention_id
ORDER BY p.mention_id, p.position
