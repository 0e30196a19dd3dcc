-- Places of earlier names not told in full that the new claims may explain, or that were explained by
-- somebody who is somebody else now: surnames of the same article, or undecided by office and within
-- $near days; offices without a name, of the same company within $near days, or known by
-- themselves; and what stands beside an office. Days from $first to $last are near some new claim:
-- told beforehand, they leave all older rows unread. All that a mention says is of one day.
CREATE OR REPLACE TEMP TABLE bare_found AS
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
