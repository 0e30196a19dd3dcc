-- Earlier names not told in full that the new claims may explain, or that were explained by
-- somebody who is somebody else now: surnames of the same article, or undecided by office and within
-- $near days; offices without a name, of the same company within $near days, or known by
-- themselves; and what stands beside an office. Days from $first to $last are near some new claim:
-- told beforehand, they leave all older rows unread. All that a mention says is of one day.
WITH found AS MATERIALIZED (
    SELECT p.mention_id, p.position, p.day, p.family FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.family = p.family
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.day BETWEEN $first AND $last AND p.open AND p.bare AND p.family <> ''
        AND p.how IN ('a bare name', 'same company', 'full name')
    UNION
    SELECT p.mention_id, p.position, p.day, p.family FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.article_id = p.article_id AND n.family = p.family
    WHERE p.open AND p.bare AND p.family <> ''
    UNION
    SELECT p.mention_id, p.position, p.day, p.family FROM assertion_parties AS p
    WHERE p.open AND p.bare AND p.party_id IN (SELECT id FROM given)
        AND (p.how = 'office' OR (p.family <> '' AND p.how IN ('same article', 'same company')))
    UNION
    SELECT p.mention_id, p.position, p.day, p.family FROM assertion_parties AS p
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
    JOIN temp.new_claims AS n ON n.kind = 'role' AND n.partner = coalesce(o.sound, o.name_key)
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.day BETWEEN $first AND $last AND o.day BETWEEN $first AND $last
        AND p.open AND p.bare AND p.family = ''
    UNION
    SELECT p.mention_id, p.position, p.day, p.family FROM assertion_parties AS p
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
    JOIN temp.new_claims AS n ON n.kind = 'role' AND n.partner = o.bearer
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.day BETWEEN $first AND $last AND o.day BETWEEN $first AND $last
        AND p.open AND p.bare AND p.family = '' AND o.bearer <> ''
    UNION
    SELECT p.mention_id, p.position, p.day, p.family FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.kind = 'role' AND n.office = p.office AND n.office <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.day BETWEEN $first AND $last AND p.open AND p.bare AND p.family = ''
),
mentions AS MATERIALIZED (
    SELECT mention_id, day FROM found GROUP BY ALL
),
place AS MATERIALIZED (
    SELECT p.rowid AS number FROM assertion_parties AS p
    SEMI JOIN mentions AS m ON m.mention_id = p.mention_id AND m.day = p.day
),
told AS MATERIALIZED (
    SELECT p.* FROM assertion_parties AS p WHERE p.rowid IN (SELECT number FROM place)
),
hit AS MATERIALIZED (
    SELECT p.* FROM told AS p
    SEMI JOIN found AS f ON f.mention_id = p.mention_id AND f.position = p.position
    UNION
    SELECT p.* FROM told AS p
    SEMI JOIN (FROM found AS f WHERE f.family = '') AS f ON f.mention_id = p.mention_id
    WHERE p.open AND p.bare AND p.family = ''
),
company AS MATERIALIZED (
    SELECT h.mention_id, h.position, list(o.name_key) AS partners,
        list(coalesce(o.sound, o.name_key)) AS company
    FROM hit AS h
    JOIN told AS o ON o.mention_id = h.mention_id AND o.position <> h.position
    GROUP BY h.mention_id, h.position
)
SELECT h.*, c.partners, c.company
FROM hit AS h
LEFT JOIN company AS c ON c.mention_id = h.mention_id AND c.position = h.position
ORDER BY h.mention_id, h.position
