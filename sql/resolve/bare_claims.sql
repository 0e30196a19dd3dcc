-- Earlier bare names that the new claims may explain, or that were explained by somebody who is
-- somebody else now: of the same article, or undecided by office and within $near days.
WITH hit AS MATERIALIZED (
    SELECT DISTINCT p.*
    FROM assertion_parties AS p
    LEFT JOIN temp.new_claims AS n ON n.family = p.family
    WHERE p.open AND p.bare AND (
        n.article_id = p.article_id
        OR (p.how IN ('a bare name', 'same company')
            AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER))
        OR (p.how IN ('same article', 'same company')
            AND p.party_id IN (SELECT id FROM given)))
)
SELECT h.*, (SELECT list(o.name_key) FROM assertion_parties AS o
    WHERE o.mention_id = h.mention_id AND o.position <> h.position) AS partners
FROM hit AS h
ORDER BY h.mention_id, h.position
