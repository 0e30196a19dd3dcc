-- A warehouse of $mentions mentions of $pairs pairs as the resolver leaves it (bench/resolve_scale.py): 5 mentions
-- a meeting, 10 meetings a pair spread over three years, 2.5 mentions an article; in order of their days, as a
-- warehouse grows.
CREATE OR REPLACE TEMP TABLE m AS
SELECT i AS n, CAST(i // 5 AS BIGINT) AS meeting, CAST(i * 2 // 5 AS BIGINT) AS article,
    'm' || i AS mention_id, 'a' || CAST(i * 2 // 5 AS BIGINT) AS article_id,
    p.a, p.b, p.key,
    CAST($today AS DATE) - 1094 + CAST((i // 5) * 5475 // CAST($mentions AS BIGINT) AS INTEGER) AS day
FROM range(CAST($mentions AS BIGINT)) AS r(i)
JOIN bench_pairs AS p ON p.n = (i // 5) % CAST($pairs AS BIGINT)
ORDER BY i;
INSERT INTO articles BY NAME
SELECT article_id, 'http://127.0.0.1/' || article_id AS url, 'Outlet ' || (min(n) % 40) AS outlet,
    article_id AS story_id, 'press' AS source_kind, CAST(min(day) AS TIMESTAMP) AS first_seen_at,
    1 AS looks, CAST(min(day) AS TIMESTAMP) AS updated_at
FROM m GROUP BY article_id ORDER BY min(n);
INSERT INTO revisions BY NAME
SELECT 'r' || article_id AS revision_id, article_id, 1 AS revision_no, 'article' AS page_kind,
    first_seen_at AS published_at, 'They met.' AS body, article_id AS text_hash,
    first_seen_at AS fetched_at, '1' AS body_version, first_seen_at AS loaded_at
FROM articles;
INSERT INTO extractions BY NAME
SELECT 'r' || article_id AS revision_id, article_id, '1' AS extractor_version, 0 AS quotes,
    2 AS mentions, first_seen_at AS extracted_at
FROM articles;
INSERT INTO meeting_mentions BY NAME
SELECT mention_id, 'r' || article_id AS revision_id, article_id, 0 AS position, 'held' AS status,
    'in_person' AS format, day AS start_day, day AS end_day, 'day' AS time_precision, 5 AS trigger_start,
    8 AS trigger_end, 'met' AS trigger_text, 0.8 AS confidence, '1' AS extractor_version,
    CAST(day AS TIMESTAMP) AS loaded_at
FROM m;
INSERT INTO mention_participants BY NAME
SELECT mention_id, 'r' || article_id AS revision_id, k AS position, p.name, 'person' AS type,
    'named' AS resolution
FROM m, range(2) AS ks(k) JOIN bench_people AS p ON p.n = CASE k WHEN 0 THEN m.a ELSE m.b END
ORDER BY m.n, k;
INSERT INTO mention_evidence BY NAME
SELECT mention_id, 'r' || article_id AS revision_id, 0 AS position, 0 AS start_char, 9 AS end_char,
    'They met.' AS text FROM m;
INSERT INTO assertions BY NAME
SELECT mention_id, article_id, 'r' || article_id AS revision_id,
    list_sort([x.id, y.id]) AS parties, CAST([] AS VARCHAR[]) AS groups, CAST([] AS VARCHAR[]) AS maybe,
    CAST([] AS VARCHAR[]) AS sides, 'held' AS status, 'in_person' AS format, day AS start_day,
    day AS end_day, 'day' AS time_precision, 0.8 AS confidence, 'They met.' AS evidence,
    'Outlet ' || (m.n % 40) AS outlet, 'press' AS source_kind, article_id AS story_id,
    CAST(day AS TIMESTAMP) AS published_at, true AS active, '1' AS extractor_version,
    $version AS resolver_version, 'bench' AS run_id, CAST(day AS TIMESTAMP) AS asserted_at
FROM m JOIN bench_people AS x ON x.n = m.a JOIN bench_people AS y ON y.n = m.b ORDER BY m.n;
INSERT INTO assertion_parties BY NAME
SELECT mention_id, article_id, k AS position, p.id AS party_id, p.name AS party_name, p.name, 'person' AS type,
    'person' AS stated, true AS firm, false AS generic, 'full name' AS how,
    CAST([] AS VARCHAR[]) AS candidates, lower(p.name) AS name_key,
    lower(split_part(p.name, ' ', 2)) AS family, '|||' AS profile, false AS bare, true AS open, day
FROM m, range(2) AS ks(k) JOIN bench_people AS p ON p.n = CASE k WHEN 0 THEN m.a ELSE m.b END
ORDER BY m.n, k;
INSERT INTO assertion_pairs BY NAME
SELECT key AS pair_key, mention_id, day AS start_day, day AS end_day, day AS said_day, true AS firm,
    false AS vague, false AS put_off, article_id, false AS part FROM m;
INSERT INTO people
SELECT id, name, 'person', NULL, false, CAST($today AS TIMESTAMP), CAST($today AS TIMESTAMP)
FROM bench_people WHERE n IN (SELECT a FROM bench_pairs UNION SELECT b FROM bench_pairs);
INSERT INTO people_aliases
SELECT md5(id || chr(31) || name), id, name, 'article', CAST($today AS TIMESTAMP) FROM bench_people
WHERE n IN (SELECT a FROM bench_pairs UNION SELECT b FROM bench_pairs);
INSERT INTO meetings BY NAME
SELECT 'meeting' || meeting AS meeting_id, [x.name, y.name] AS participants, 'held' AS status,
    'in_person' AS format, day AS start_day, day AS end_day, 'day' AS time_precision,
    0.99 AS confidence, false AS contradicted, 5 AS mentions, 5 AS outlets, 3 AS stories,
    'Outlet 1' AS first_outlet, CAST(day AS TIMESTAMP) AS first_seen_at, 'They met.' AS evidence,
    article_id AS evidence_article, $version AS resolver_version, CAST(day AS TIMESTAMP) AS updated_at
FROM m JOIN bench_people AS x ON x.n = m.a JOIN bench_people AS y ON y.n = m.b WHERE m.n % 5 = 0 ORDER BY m.n;
INSERT INTO meeting_participants BY NAME
SELECT 'meeting' || meeting AS meeting_id, k AS position, p.id AS person_id, p.name, 'person' AS type
FROM m, range(2) AS ks(k) JOIN bench_people AS p ON p.n = CASE k WHEN 0 THEN m.a ELSE m.b END
WHERE m.n % 5 = 0 ORDER BY m.n, k;
INSERT INTO meeting_links
SELECT mention_id, 'meeting' || meeting, 'linked', 1.0, $version, CAST(day AS TIMESTAMP) FROM m;
