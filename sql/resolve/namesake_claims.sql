-- Every earlier claim of names that several people bear.
SELECT p.*, (SELECT list(o.name_key) FROM assertion_parties AS o
    WHERE o.mention_id = p.mention_id AND o.position <> p.position) AS partners,
    (SELECT list(coalesce(o.sound, o.name_key)) FROM assertion_parties AS o
    WHERE o.mention_id = p.mention_id AND o.position <> p.position) AS company
FROM assertion_parties AS p
WHERE p.open AND NOT p.bare AND p.name_key IN (SELECT id FROM given)
ORDER BY p.mention_id, p.position
