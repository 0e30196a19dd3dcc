-- Earlier full names that may explain what `new_claims` don't tell in full: surnames of the same
-- article, or named within $near days with one of the same parties; for offices, whoever bore a role
-- and met one of the same parties within $near days, or bore an office known by itself.
WITH near AS MATERIALIZED (
    SELECT p.* FROM assertion_parties AS p
    SEMI JOIN temp.new_claims AS n ON n.family = p.family AND n.family <> ''
        AND (n.article_id = p.article_id
            OR abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER))
    WHERE p.stated = 'person' AND NOT p.bare
    UNION
    SELECT p.* FROM assertion_parties AS p
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
    SEMI JOIN temp.new_claims AS n
        ON n.kind = 'office' AND n.partner = coalesce(o.sound, o.name_key)
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.stated = 'person' AND NOT p.bare AND p.role IS NOT NULL
    UNION
    SELECT p.* FROM assertion_parties AS p
    SEMI JOIN temp.new_claims AS n ON n.kind = 'office' AND n.office = p.office AND n.office <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.stated = 'person' AND NOT p.bare AND p.role IS NOT NULL
),
company AS MATERIALIZED (
    SELECT h.mention_id, h.position, list(o.name_key) AS partners,
        list(coalesce(o.sound, o.name_key)) AS company
    FROM near AS h
    JOIN assertion_parties AS o ON o.mention_id = h.mention_id AND o.position <> h.position
    GROUP BY h.mention_id, h.position
)
SELECT h.*, c.partners, c.company
FROM near AS h
LEFT JOIN company AS c ON c.mention_id = h.mention_id AND c.position = h.position
SEMI JOIN temp.new_claims AS n
    ON (n.family = h.family AND n.article_id = h.article_id)
    OR list_contains(c.company, n.partner)
    OR (n.kind = 'office' AND n.office = h.office AND n.office <> '')
ORDER BY h.mention_id, h.position
