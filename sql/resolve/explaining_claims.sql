-- Earlier full names that may explain the bare names in `new_claims`: of the same article, or
-- named within $near days with one of the same parties.
WITH hit AS MATERIALIZED (
    SELECT p.* FROM assertion_parties AS p
    SEMI JOIN temp.new_claims AS n ON n.family = p.family
        AND (n.article_id = p.article_id
            OR abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER))
    WHERE p.stated = 'person' AND NOT p.bare
),
company AS MATERIALIZED (
    SELECT h.mention_id, h.position, list(o.name_key) AS partners
    FROM hit AS h
    JOIN assertion_parties AS o ON o.mention_id = h.mention_id AND o.position <> h.position
    GROUP BY h.mention_id, h.position
)
SELECT h.*, c.partners
FROM hit AS h
LEFT JOIN company AS c ON c.mention_id = h.mention_id AND c.position = h.position
SEMI JOIN temp.new_claims AS n ON n.family = h.family
    AND (n.article_id = h.article_id OR list_contains(c.partners, n.partner))
ORDER BY h.mention_id, h.position
