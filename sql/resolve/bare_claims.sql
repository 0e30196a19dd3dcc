-- Earlier names not told in full that the new claims may explain, or that were explained by
-- somebody who is somebody else now: surnames of the same article, or undecided by office and within
-- $near days; offices without a name, of the same company within $near days, or known by
-- themselves; and what stands beside an office.
WITH found AS MATERIALIZED (
    SELECT DISTINCT p.*
    FROM assertion_parties AS p
    LEFT JOIN temp.new_claims AS n ON n.family = p.family
    WHERE p.open AND p.bare AND p.family <> '' AND (
        n.article_id = p.article_id
        OR (p.how IN ('a bare name', 'same company', 'full name')
            AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER))
        OR (p.how IN ('same article', 'same company')
            AND p.party_id IN (SELECT id FROM given)))
    UNION
    SELECT p.*
    FROM assertion_parties AS p
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
    SEMI JOIN temp.new_claims AS n ON n.kind = 'role' AND n.partner = coalesce(o.sound, o.name_key)
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.open AND p.bare AND p.family = ''
    UNION
    SELECT p.* FROM assertion_parties AS p
    WHERE p.open AND p.bare AND p.how = 'office' AND p.party_id IN (SELECT id FROM given)
    UNION
    SELECT p.* FROM assertion_parties AS p
    SEMI JOIN temp.new_claims AS n ON n.kind = 'role' AND n.office = p.office AND n.office <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.open AND p.bare AND p.family = ''
    UNION
    SELECT p.* FROM assertion_parties AS p
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
        AND o.bearer <> ''
    SEMI JOIN temp.new_claims AS n ON n.kind = 'role' AND n.partner = o.bearer
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.open AND p.bare AND p.family = ''
),
hit AS MATERIALIZED (
    FROM found
    UNION
    SELECT p.* FROM assertion_parties AS p
    SEMI JOIN found AS f ON f.mention_id = p.mention_id AND f.family = ''
    WHERE p.open AND p.bare AND p.family = ''
),
company AS MATERIALIZED (
    SELECT h.mention_id, h.position, list(o.name_key) AS partners,
        list(coalesce(o.sound, o.name_key)) AS company
    FROM hit AS h
    JOIN assertion_parties AS o ON o.mention_id = h.mention_id AND o.position <> h.position
    GROUP BY h.mention_id, h.position
)
SELECT h.*, c.partners, c.company
FROM hit AS h
LEFT JOIN company AS c ON c.mention_id = h.mention_id AND c.position = h.position
ORDER BY h.mention_id, h.position
