-- Earlier full names that sound like one of `new_claims` in another spelling and kept its company
-- within $near days.
WITH near AS MATERIALIZED (
    SELECT DISTINCT p.*
    FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.sound = p.sound AND n.key <> p.name_key AND n.key <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
        AND coalesce(o.sound, o.name_key) = n.partner
    WHERE p.open AND NOT p.bare
)
SELECT h.*, (SELECT list(o.name_key) FROM assertion_parties AS o
    WHERE o.mention_id = h.mention_id AND o.position <> h.position) AS partners,
    (SELECT list(coalesce(o.sound, o.name_key)) FROM assertion_parties AS o
    WHERE o.mention_id = h.mention_id AND o.position <> h.position) AS company
FROM near AS h
ORDER BY h.mention_id, h.position
