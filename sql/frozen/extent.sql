-- What a snapshot spans: how much, of whom, from when to when.
SELECT (SELECT count(*) FROM articles) AS articles,
    (SELECT count(DISTINCT outlet) FROM articles) AS outlets,
    (SELECT count(*) FROM quotes) AS quotes, (SELECT count(*) FROM meetings) AS meetings,
    (SELECT CAST(min(published_at) AS DATE) FROM revisions) AS first_day,
    (SELECT CAST(max(published_at) AS DATE) FROM revisions) AS last_day,
    (SELECT max(loaded_at) FROM loads) AS loaded_until
