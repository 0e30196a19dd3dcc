-- What `bare_found` found, whole, with the company that each kept. A table, since of one DuckDB knows how
-- few rows it has: of a subquery it guesses, and hashes all parties there are to look for none.
WITH mentions AS MATERIALIZED (
    SELECT mention_id, day FROM temp.bare_found GROUP BY ALL
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
    SEMI JOIN temp.bare_found AS f ON f.mention_id = p.mention_id AND f.position = p.position
    UNION
    SELECT p.* FROM told AS p
    SEMI JOIN (FROM temp.bare_found AS f WHERE f.family = '') AS f ON f.mention_id = p.mention_id
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
