-- Parties that only gained claims: what the new claims add to what is known of them.
MERGE INTO people AS t
USING (
    SELECT p.party_id AS person_id,
        first(p.party_name ORDER BY length(p.party_name) DESC, p.party_name) AS name,
        first(p.type ORDER BY p.type) AS type, min(p.country) AS country,
        bool_or(p.how IN ('seed', 'office or renown')) AS seeded, min(x.published_at) AS first_seen_at
    FROM stg_assertion_parties AS p
    JOIN stg_assertions AS x ON x.mention_id = p.mention_id
    ANTI JOIN temp.touched AS lost ON lost.person_id = p.party_id
    GROUP BY p.party_id
) AS s
ON t.person_id = s.person_id
WHEN MATCHED THEN UPDATE SET
    name = CASE WHEN length(s.name) > length(t.name)
        OR (length(s.name) = length(t.name) AND s.name < t.name) THEN s.name ELSE t.name END,
    type = least(t.type, s.type), country = coalesce(least(t.country, s.country), t.country, s.country),
    seeded = t.seeded OR s.seeded, first_seen_at = least(t.first_seen_at, s.first_seen_at),
    updated_at = $now
WHEN NOT MATCHED THEN INSERT (person_id, name, type, country, seeded, first_seen_at, updated_at)
    VALUES (s.person_id, s.name, s.type, s.country, s.seeded, s.first_seen_at, $now)
