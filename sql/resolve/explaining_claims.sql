-- Earlier full names that may explain the bare names in `new_claims`.
SELECT p.*, (SELECT list(o.name_key) FROM assertion_parties AS o
    WHERE o.mention_id = p.mention_id AND o.position <> p.position) AS partners
FROM assertion_parties AS p
SEMI JOIN temp.new_claims AS n ON n.family = p.family
    AND (n.article_id = p.article_id OR abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER))
WHERE p.stated = 'person' AND NOT p.bare
ORDER BY p.mention_id, p.position
