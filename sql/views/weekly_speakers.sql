-- Who is quoted how much, by week (its Monday): one row a week and speaker whom an id tells.
SELECT CAST(date_trunc('week', q.said_at) AS DATE) AS week, q.speaker_id,
    any_value(q.person) AS person, any_value(q.speaker_kind) AS kind, any_value(q.country) AS country,
    count(*) AS quotes, count(*) FILTER (WHERE q.type = 'direct') AS direct,
    count(*) FILTER (WHERE q.via IS NOT NULL) AS relayed,
    count(DISTINCT q.outlet) AS outlets, count(DISTINCT q.article_id) AS articles
FROM quotes_with_person AS q
WHERE q.speaker_id IS NOT NULL
GROUP BY week, q.speaker_id
