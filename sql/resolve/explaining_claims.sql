-- The earlier full names in `explaining`, with whom they were named.
WITH place AS MATERIALIZED (
    SELECT p.rowid AS number FROM assertion_parties AS p
    SEMI JOIN temp.explaining AS t ON t.mention_id = p.mention_id AND t.day = p.day
), told AS MATERIALIZED (
    SELECT p.* FROM assertion_parties AS p WHERE p.rowid IN (SELECT number FROM place)
), company AS (
    SELECT h.mention_id, h.position, list(o.name_key) AS partners,
        list(coalesce(o.sound, o.name_key)) AS company
    FROM temp.explaining AS h
    JOIN told AS o ON o.mention_id = h.mention_id AND o.position <> h.position
    GROUP BY h.mention_id, h.position
)
SELECT p.*, c.partners, c.company
FROM told AS p
SEMI JOIN temp.explaining AS t ON t.mention_id = p.mention_id AND t.position = p.position
LEFT JOIN company AS c ON c.mention_id = p.mention_id AND c.position = p.position
ORDER BY p.mention_id, p.position
