-- A warehouse of many days for bench/loader_scale.py: articles of 4 kB with quotes.
INSERT INTO articles BY NAME
SELECT 'a' || n AS article_id, 'http://a.example/' || n AS url, 'o' || n % 500 AS outlet,
    'press' AS source_kind, TIMESTAMP '2026-01-01' + to_seconds(n) AS first_seen_at,
    TIMESTAMP '2026-01-01' + to_seconds(n) AS last_fetched_at, 1 AS looks,
    TIMESTAMP '2026-01-01' AS updated_at
FROM range($articles) AS t(n);
INSERT INTO revisions BY NAME
SELECT 'r' || n AS revision_id, 'a' || n AS article_id, 1 AS revision_no,
    repeat('“w' || n || '” ' || md5(n::VARCHAR) || ' ', 80) AS body, 'h' || n AS text_hash,
    'article' AS page_kind, TIMESTAMP '2026-01-01' AS fetched_at, '1' AS body_version,
    TIMESTAMP '2026-01-01' AS loaded_at
FROM range($articles) AS t(n);
INSERT INTO extractions BY NAME
SELECT 'r' || n AS revision_id, 'a' || n AS article_id, '1' AS extractor_version,
    $quotes AS quotes, 0 AS mentions, TIMESTAMP '2026-01-01' AS extracted_at
FROM range($articles) AS t(n);
INSERT INTO quotes BY NAME
SELECT 'q' || n || '-' || k AS quote_id, 'r' || n AS revision_id, 'a' || n AS article_id,
    k AS position, 'direct' AS type, 'speech' AS cue_kind, '“w' || n || '”' AS content,
    'unknown' AS speaker_kind, 0.9 AS confidence, '1' AS extractor_version,
    TIMESTAMP '2026-01-01' AS loaded_at
FROM range($articles) AS t(n), range($quotes) AS s(k);
