-- Every earlier claim of names that several people bear.
SELECT p.*, (SELECT list(o.name_key) FROM assertion_parties AS o
    WHERE o.mention_id = p.mention_id AND o.position <> p.position) AS partners
FROM assertion_parties AS p
WHERE p.open AND NOT p.bare AND list_contains(CAST($keys AS VARCHAR[]), p.name_key)
ORDER BY p.mention_id, p.position
