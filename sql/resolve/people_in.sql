-- … then in, as far as anybody still names them. A seed has its name from the seeds, others
-- their longest spelling.
INSERT INTO people
SELECT p.party_id,
    first(p.party_name ORDER BY length(p.party_name) DESC, p.party_name),
    first(p.type ORDER BY p.type),
    min(p.country),
    bool_or(p.how IN ('seed', 'office or renown')),
    min(x.published_at),
    $now
FROM assertion_parties AS p
JOIN temp.touched AS t ON t.person_id = p.party_id
JOIN assertions AS x ON x.mention_id = p.mention_id
GROUP BY p.party_id
