-- Spellings that the new claims add.
MERGE INTO people_aliases AS t
USING (
    SELECT md5(p.party_id || chr(31) || p.name) AS alias_id, p.party_id AS person_id, p.name AS alias,
        CASE WHEN bool_or(p.how = 'by hand') THEN 'hand' ELSE 'article' END AS source,
        min(x.published_at) AS first_seen_at
    FROM stg_assertion_parties AS p
    JOIN stg_assertions AS x ON x.mention_id = p.mention_id
    ANTI JOIN temp.touched AS lost ON lost.person_id = p.party_id
    WHERE p.firm
    GROUP BY p.party_id, p.name
) AS s
ON t.alias_id = s.alias_id
WHEN MATCHED THEN UPDATE SET first_seen_at = least(t.first_seen_at, s.first_seen_at),
    source = CASE WHEN 'hand' IN (t.source, s.source) THEN 'hand' ELSE t.source END
WHEN NOT MATCHED THEN INSERT (alias_id, person_id, alias, source, first_seen_at)
    VALUES (s.alias_id, s.person_id, s.alias, s.source, s.first_seen_at)
