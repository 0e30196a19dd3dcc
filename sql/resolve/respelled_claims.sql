-- Earlier full names that sound like one of `new_claims` in another spelling and kept its company
-- within $near days; $first to $last as in resolve/bare_claims.
WITH near AS MATERIALIZED (
    SELECT DISTINCT p.mention_id, p.position, p.day
    FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.sound = p.sound AND n.key <> p.name_key AND n.key <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
        AND coalesce(o.sound, o.name_key) = n.partner
    WHERE p.day BETWEEN $first AND $last AND o.day BETWEEN $first AND $last AND p.open AND NOT p.bare
), place AS MATERIALIZED (
    SELECT p.rowid AS number FROM assertion_parties AS p
    SEMI JOIN near AS h ON h.mention_id = p.mention_id AND h.day = p.day
), told AS MATERIALIZED (
    SELECT p.* FROM assertion_parties AS p WHERE p.rowid IN (SELECT number FROM place)
), company AS (
    SELECT h.mention_id, h.position, list(o.name_key) AS partners,
        list(coalesce(o.sound, o.name_key)) AS company
    FROM near AS h
    JOIN told AS o ON o.mention_id = h.mention_id AND o.position <> h.position
    GROUP BY h.mention_id, h.position
)
SELECT p.*, c.partners, c.company
FROM told AS p
SEMI JOIN near AS h ON h.mention_id = p.mention_id AND h.position = p.position
LEFT JOIN company AS c ON c.mention_id = p.mention_id AND c.position = p.position
ORDER BY p.mention_id, p.position
