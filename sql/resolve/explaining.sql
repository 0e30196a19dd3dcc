-- Which earlier full names may explain what `new_claims` don't tell in full: surnames of the same
-- article, or named within $near days with one of the same parties; for offices, whoever bore a role
-- and met one of the same parties within $near days, or bore an office known by itself. Days from
-- $first to $last are near some new claim: told beforehand, they leave all older rows unread.
-- Plain joins, whose doublets UNION drops: a semi-join with more than an equality is no hash join, and
-- compares each claim with every party there is. Only their keys: of a common surname there are
-- thousands, of whom few kept the same company.
CREATE OR REPLACE TEMP TABLE explaining AS
WITH near AS MATERIALIZED (
    SELECT p.mention_id, p.position, p.article_id, p.family, p.office, p.day FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.family = p.family AND n.family <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.day BETWEEN $first AND $last AND p.stated = 'person' AND NOT p.bare
    UNION
    SELECT p.mention_id, p.position, p.article_id, p.family, p.office, p.day FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.article_id = p.article_id AND n.family = p.family AND n.family <> ''
    WHERE p.stated = 'person' AND NOT p.bare
    UNION
    SELECT p.mention_id, p.position, p.article_id, p.family, p.office, p.day FROM assertion_parties AS p
    JOIN assertion_parties AS o ON o.mention_id = p.mention_id AND o.position <> p.position
    JOIN temp.new_claims AS n
        ON n.kind = 'office' AND n.partner = coalesce(o.sound, o.name_key)
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.day BETWEEN $first AND $last AND o.day BETWEEN $first AND $last
        AND p.stated = 'person' AND NOT p.bare AND p.role IS NOT NULL
    UNION
    SELECT p.mention_id, p.position, p.article_id, p.family, p.office, p.day FROM assertion_parties AS p
    JOIN temp.new_claims AS n ON n.kind = 'office' AND n.office = p.office AND n.office <> ''
        AND abs(date_diff('day', n.day, p.day)) <= CAST($near AS INTEGER)
    WHERE p.day BETWEEN $first AND $last AND p.stated = 'person' AND NOT p.bare AND p.role IS NOT NULL
)
SELECT h.mention_id, h.position, h.day FROM near AS h
JOIN temp.new_claims AS n ON n.family = h.family AND n.article_id = h.article_id
UNION
SELECT h.mention_id, h.position, h.day FROM near AS h
JOIN temp.new_claims AS n ON n.kind = 'office' AND n.office = h.office AND n.office <> ''
UNION
SELECT h.mention_id, h.position, h.day FROM near AS h
JOIN assertion_parties AS o ON o.mention_id = h.mention_id AND o.day = h.day AND o.position <> h.position
JOIN temp.new_claims AS n ON n.partner = coalesce(o.sound, o.name_key)
