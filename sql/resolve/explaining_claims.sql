-- Earlier full names that may explain what `new_claims` don't tell in full: surnames of the same
-- article, or named within $near days with one of the same parties; for offices, whoever bore a role
-- and met one of the same parties within $near days, or bore an office known by itself.
-- Plain joins, whose doublets UNION drops: a semi-join with more than an equality is no hash join, and
-- compares each claim with every party there is.
WITH near AS MATERIALIZED (
    SELECT p.* FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.family = p.family AND n.family <> ''
        AND (n.article_id = p.article_id
            OR abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER))
    WHERE p.stated = 'person' AND NOT p.bare
    UNION
    SELECT p.* FROM assertion_parties AS p
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
    JOIN temp.new_claims AS n
        ON n.kind = 'office' AND n.partner = coalesce(o.sound, o.name_key)
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.stated = 'person' AND NOT p.bare AND p.role IS NOT NULL
    UNION
    SELECT p.* FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.kind = 'office' AND n.office = p.office AND n.office <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.stated = 'person' AND NOT p.bare AND p.role IS NOT NULL
),
company AS MATERIALIZED (
    SELECT h.mention_id, h.position, list(o.name_key) AS partners,
        list(coalesce(o.sound, o.name_key)) AS company
    FROM near AS h
    JOIN assertion_parties AS o ON o.mention_id = h.mention_id AND o.position <> h.position
    GROUP BY h.mention_id, h.position
),
telling AS (
    SELECT h.mention_id, h.position FROM near AS h
    JOIN temp.new_claims AS n ON n.family = h.family AND n.article_id = h.article_id
    UNION
    SELECT o.mention_id, o.position
    FROM (SELECT mention_id, position, unnest(company) AS other FROM company) AS o
    JOIN temp.new_claims AS n ON n.partner = o.other
    UNION
    SELECT h.mention_id, h.position FROM near AS h
    JOIN temp.new_claims AS n ON n.kind = 'office' AND n.office = h.office AND n.office <> ''
)
SELECT h.*, c.partners, c.company
FROM near AS h
LEFT JOIN company AS c ON c.mention_id = h.mention_id AND c.position = h.position
SEMI JOIN telling AS t ON t.mention_id = h.mention_id AND t.position = h.position
ORDER BY h.mention_id, h.position
