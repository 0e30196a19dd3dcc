-- … then in, each spelling once, with the time it was read first.
INSERT INTO people_aliases
SELECT md5(p.party_id || chr(31) || p.name), p.party_id, p.name,
    CASE WHEN bool_or(p.how = 'by hand') THEN 'hand' ELSE 'article' END,
    min(x.published_at)
FROM assertion_parties AS p
JOIN temp.touched AS t ON t.person_id = p.party_id
JOIN assertions AS x ON x.mention_id = p.mention_id
WHERE p.firm
GROUP BY p.party_id, p.name
