-- What the pages show beside the articles and quotes of bench/search.py (bench/pages_scale.py): a
-- meeting for each article, 2.5 mentions and 3 changes a meeting, people by Zipf's law, half of the
-- meetings of persons for countries, one in thirty to come. `bench_people`: n, id, name, country, kind.
CREATE OR REPLACE TEMP MACRO drawn(key, salt, most) AS
    CAST(floor(exp(hash(key, salt) / 18446744073709551616.0 * ln(most))) - 1 AS BIGINT);
CREATE OR REPLACE TEMP TABLE met AS
SELECT i AS n, 'meeting' || i AS meeting_id, 'a' || i AS article_id,
    CASE WHEN i % 30 = 0 THEN current_date + CAST(hash(i) % 120 AS INTEGER)
        WHEN i % 30 = 1 THEN NULL
        ELSE DATE '2023-01-01' + CAST(i % 365 AS INTEGER) END AS day,
    TIMESTAMP '2023-01-01' + INTERVAL (i % 365) DAY + INTERVAL (hash(i, 'minute') % 1440) MINUTE AS told_at,
    CASE WHEN i % 30 < 2 THEN ['possible', 'likely', 'scheduled', 'postponed'][1 + CAST(hash(i) % 4 AS INTEGER)]
        WHEN hash(i) % 20 = 0 THEN 'denied' WHEN hash(i) % 20 = 1 THEN 'cancelled' ELSE 'held' END AS status
FROM range(CAST($meetings AS BIGINT)) AS r(i);
CREATE OR REPLACE TEMP TABLE took_part AS
SELECT DISTINCT ON (m.n, p.id) m.n, m.meeting_id, m.day, m.told_at, k AS position, p.id, p.name, p.kind, p.country
FROM met AS m, range(3) AS ks(k)
JOIN bench_people AS p ON p.n = drawn(m.n, 'party' || ks.k, CAST($people AS BIGINT))
WHERE k < 2 OR m.n % 3 = 0;
CREATE OR REPLACE TEMP TABLE said_of AS
SELECT m.*, k, 'm' || m.n || 'x' || k AS mention_id,
    (m.n + k * 7919) % CAST($meetings AS BIGINT) AS article
FROM met AS m, range(3) AS ks(k) WHERE k < 2 OR m.n % 2 = 0;
UPDATE quotes SET speaker_id = p.id, speaker_name = p.name, speaker_role = 'minister of ' || p.n % 90,
    speaker_kind = CASE WHEN hash(quote_id, 'kind') % 9 = 0 THEN 'anonymous' ELSE 'person' END,
    via = CASE WHEN hash(quote_id, 'via') % 20 = 0 THEN 'Agency ' || hash(quote_id) % 30 END,
    speaker_version = '1'
FROM bench_people AS p WHERE p.n = drawn(quote_id, 'speaker', CAST($people AS BIGINT));
UPDATE quotes SET speaker_id = NULL, speaker_name = NULL, speaker_desc = 'an official' WHERE speaker_kind = 'anonymous';
UPDATE extractions SET subject = ['politics', 'conflict', 'economy', 'society'][1 + CAST(hash(article_id) % 4 AS INTEGER)],
    subject_share = 0.8, mentions = 2, run_id = 'run' || hash(article_id) % 5000;
UPDATE articles SET story_id = article_id, source_kind = CASE WHEN outlet = 'Outlet 3' THEN 'official' ELSE 'press' END;
-- Every tenth article was edited: its first text, read too, with quotes that are no longer in force.
UPDATE revisions SET revision_no = 2 WHERE hash(article_id, 'edited') % 10 = 0;
INSERT INTO revisions BY NAME
SELECT r.* REPLACE ('old' || r.revision_id AS revision_id, 1 AS revision_no) FROM revisions AS r WHERE r.revision_no = 2;
INSERT INTO extractions BY NAME
SELECT x.* REPLACE ('old' || x.revision_id AS revision_id) FROM extractions AS x
JOIN revisions AS r ON r.revision_id = x.revision_id AND r.revision_no = 2;
INSERT INTO quotes BY NAME
SELECT q.* REPLACE ('old' || q.quote_id AS quote_id, 'old' || q.revision_id AS revision_id) FROM quotes AS q
JOIN revisions AS r ON r.revision_id = q.revision_id AND r.revision_no = 2;
INSERT INTO quote_spans
SELECT quote_id, revision_id, part, 0, position * 150, position * 150 + 120, part
FROM quotes, (VALUES ('content'), ('cue'), ('source')) AS parts(part);
INSERT INTO people
SELECT id, name, kind, country, n < 200, TIMESTAMP '2023-01-01', TIMESTAMP '2023-01-01' FROM bench_people;
INSERT INTO people_aliases
SELECT md5(concat(id, k)), id, CASE k WHEN 0 THEN name ELSE split_part(name, ' ', 2) END, 'article', TIMESTAMP '2023-01-01'
FROM bench_people, range(2) AS ks(k);
INSERT INTO meetings BY NAME
SELECT m.meeting_id, (SELECT list(t.name ORDER BY t.position) FROM took_part AS t WHERE t.n = m.n) AS participants,
    m.status, 'in_person' AS format, m.day AS start_day, m.day AS end_day,
    CASE WHEN m.day IS NULL THEN 'unknown' ELSE 'day' END AS time_precision, 'Town ' || hash(m.n, 'town') % 3000 AS place,
    0.4 + (hash(m.n, 'sure') % 60) / 100.0 AS confidence, hash(m.n, 'contra') % 50 = 0 AS contradicted,
    3 AS mentions, 2 AS outlets, 2 AS stories, 'Outlet ' || m.n % 40 AS first_outlet, m.told_at AS first_seen_at,
    'They met at the town hall and spoke for an hour about number ' || m.n || '.' AS evidence,
    m.article_id AS evidence_article, '1' AS resolver_version, m.told_at AS updated_at, 'held' AS press_status,
    CASE WHEN m.n % 40 = 3 THEN m.status END AS official_status, CAST([] AS VARCHAR[]) AS denied_by,
    0 AS official_outlets, 2 AS press_outlets
FROM met AS m;
INSERT INTO meeting_participants BY NAME
SELECT meeting_id, position, id AS person_id, name, 'minister for matter ' || id AS role, kind AS type FROM took_part;
INSERT INTO meeting_mentions BY NAME
SELECT mention_id, 'r' || article AS revision_id, 'a' || article AS article_id, k AS position, status,
    'in_person' AS format, day AS start_day, day AS end_day, 'day' AS time_precision, 5 AS trigger_start,
    8 AS trigger_end, 'met' AS trigger_text, 0.8 AS confidence, '1' AS extractor_version, told_at AS loaded_at
FROM said_of;
INSERT INTO mention_participants BY NAME
SELECT s.mention_id, 'r' || s.article AS revision_id, t.position, t.name, 'minister of ' || t.country || ' for matter ' || t.id AS role, t.kind AS type,
    'named' AS resolution, 0 AS start_char, 4 AS end_char
FROM said_of AS s JOIN took_part AS t ON t.n = s.n;
INSERT INTO mention_evidence BY NAME
SELECT mention_id, 'r' || article AS revision_id, 0 AS position, 0 AS start_char, 40 AS end_char,
    'They met at the town hall and spoke for an hour about number ' || n || '.' AS text FROM said_of;
INSERT INTO assertions BY NAME
SELECT s.mention_id, 'a' || s.article AS article_id, 'r' || s.article AS revision_id, CAST([] AS VARCHAR[]) AS parties,
    CAST([] AS VARCHAR[]) AS groups, CAST([] AS VARCHAR[]) AS maybe, CAST([] AS VARCHAR[]) AS sides, s.status,
    'in_person' AS format, s.day AS start_day, s.day AS end_day, 'day' AS time_precision, 0.8 AS confidence,
    'They met at the town hall and spoke for an hour about number ' || s.n || '.' AS evidence,
    'Outlet ' || s.article % 40 AS outlet, 'press' AS source_kind, 'a' || s.article AS story_id,
    s.told_at AS published_at, true AS active, '1' AS extractor_version, '1' AS resolver_version,
    'bench' AS run_id, s.told_at AS asserted_at
FROM said_of AS s;
INSERT INTO assertion_parties BY NAME
SELECT s.mention_id, 'a' || s.article AS article_id, t.position, t.id AS party_id, t.name AS party_name, t.name,
    'minister of ' || t.country || ' for matter ' || t.id AS role, t.kind AS type, t.kind AS stated, true AS firm, false AS generic, 'full name' AS how,
    CAST([] AS VARCHAR[]) AS candidates, lower(t.name) AS name_key, lower(split_part(t.name, ' ', 2)) AS family,
    '|||' AS profile, false AS bare, true AS open, s.day
FROM said_of AS s JOIN took_part AS t ON t.n = s.n;
INSERT INTO meeting_links
SELECT mention_id, meeting_id, 'linked', 1.0, '1', told_at FROM said_of;
INSERT INTO meeting_links
SELECT mention_id, 'meeting' || (n + 40) % CAST($meetings AS BIGINT), 'proposed', 0.4, '1', told_at FROM said_of WHERE n % 50 = 5 AND k = 0;
INSERT INTO meeting_changes BY NAME
SELECT 'c' || n || 'x' || k AS change_id, meeting_id, ['new', 'place', 'status'][k + 1] AS kind,
    CASE k WHEN 2 THEN 'scheduled' END AS old_value, CASE k WHEN 1 THEN 'Town' ELSE status END AS new_value,
    'm' || n || 'x0' AS mention_id, article_id, 'Outlet ' || n % 40 AS outlet,
    'They met at the town hall and spoke for an hour about number ' || n || '.' AS evidence,
    told_at + INTERVAL (k) HOUR AS asserted_at, '1' AS resolver_version, told_at + INTERVAL (k) HOUR AS changed_at
FROM met, range(3) AS ks(k);
INSERT INTO merge_log BY NAME
SELECT 'l' || mention_id AS log_id, 'linked' AS kind, mention_id, meeting_id, '1' AS resolver_version,
    'run' || n % 5000 AS run_id, told_at AS logged_at FROM said_of;
INSERT INTO role_claims
SELECT 'claim' || quote_id, speaker_id, speaker_role, 'm', article_id, 'Outlet 1', loaded_at, content, '1'
FROM quotes WHERE speaker_id IS NOT NULL AND hash(quote_id) % 3 = 0;
INSERT INTO utterances BY NAME
SELECT 'u' || quote_id AS utterance_id, speaker_id, speaker_name, content AS wording, quote_id,
    CASE WHEN hash(quote_id) % 12 = 0 THEN 2 ELSE 1 END AS quotes, 1 AS wordings, 2 AS outlets, 2 AS stories,
    'Outlet 1' AS first_outlet, loaded_at AS first_said_at, '1' AS resolver_version, loaded_at AS updated_at
FROM quotes WHERE hash(quote_id) % 13 > 0;
INSERT INTO utterance_quotes
SELECT quote_id, 'u' || quote_id, article_id, speaker_id, 'longest', NULL, via, [content], loaded_at FROM quotes;
INSERT INTO feeds BY NAME
SELECT 'f' || i AS feed_id, 'http://127.0.0.1/feed' || i AS url, 'Feed ' || i AS title, 'Outlet ' || i % 40 AS outlet,
    CASE WHEN i % 50 = 7 THEN 'down' ELSE 'ok' END AS health, TIMESTAMP '2023-01-01' AS added_at,
    TIMESTAMP '2023-01-01' AS next_poll_at, TIMESTAMP '2023-01-01' AS updated_at
FROM range(400) AS r(i);
INSERT INTO entries BY NAME
SELECT 'e' || substr(article_id, 2) AS entry_id, 'f' || CAST(substr(article_id, 2) AS BIGINT) % 400 AS feed_id,
    article_id AS entry_key, url, 'Title' AS title, first_seen_at, first_seen_at AS last_seen_at,
    CASE WHEN hash(article_id) % 30 = 0 THEN 'gone' ELSE 'fetched' END AS state, 'the server answered 404' AS problem,
    article_id, updated_at FROM articles;
INSERT INTO polls BY NAME
SELECT 'p' || i AS poll_id, 'f' || i % 400 AS feed_id,
    CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP) - INTERVAL (i // 20) SECOND AS polled_at,
    'unchanged' AS outcome, 200 AS http_status, 1000 AS bytes, 0.1 AS seconds
FROM range(CAST($meetings AS BIGINT)) AS r(i);
INSERT INTO alerts BY NAME
SELECT 'al' || n AS alert_id, 'c' || n || 'x0' AS change_id, meeting_id, 'Watch ' || n % 30 AS watch, 'a name' AS rule,
    'mara@example.org' AS recipient, 'sent' AS state, told_at AS created_at, told_at AS updated_at
FROM met WHERE n % 10 = 0;
INSERT INTO meeting_decisions BY NAME
SELECT 'd' || n AS decision_id, CASE n % 500 WHEN 4 THEN 'right' ELSE 'wrong_who' END AS kind, 'm' || n || 'x0' AS subject,
    '' AS object, 'v' || n AS verdict, 0.6 AS score, 'mara' AS made_by, told_at AS made_at, told_at AS applied_at, '1' AS extractor_version
FROM met WHERE n % 250 = 4;
INSERT INTO audit BY NAME
SELECT 'au' || n AS audit_id, told_at AS made_at, 'mara' AS made_by, 'page' AS way, 'verdict right' AS action, meeting_id AS subject
FROM met WHERE n % 250 = 4;
UPDATE meeting_changes SET changed_at = CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP) - INTERVAL (hash(change_id) % 1440) MINUTE,
    asserted_at = CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP) - INTERVAL (hash(change_id) % 1440) MINUTE
WHERE hash(meeting_id, 'fresh') % 200 = 0;
