-- Claims of earlier resolutions that share an undecided name (or family name) with the new ones.
SELECT p.mention_id, p.position, p.article_id, p.name, p.role, p.stated, p.day, p.party_id, p.firm,
    (SELECT list(o.name_key) FROM assertion_parties AS o
     WHERE o.mention_id = p.mention_id AND o.position <> p.position) AS partners
FROM assertion_parties AS p
WHERE p.open AND (list_contains(CAST($keys AS VARCHAR[]), p.name_key) OR list_contains(CAST($families AS VARCHAR[]), p.family))
ORDER BY p.mention_id, p.position
