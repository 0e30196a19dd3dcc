-- Pairs (article of this load, other article) whose texts overlap: of the smaller sketch at
-- least the share `threshold` stands in the other, and at least `shared` hashes do.
-- Both were published within `days` days of each other: a text that comes back a year later
-- is an anniversary, not a wire copy.
-- Parameters: days, threshold, shared.
WITH fresh AS (
    SELECT DISTINCT s.revision_id, s.article_id, s.hash
    FROM stg_shingles AS s
),
moments AS (
    SELECT revision_id, coalesce(published_at, fetched_at) AS at
    FROM revisions
    WHERE page_kind IN ('article', 'paywall')
),
period AS (
    SELECT min(m.at) - to_days(CAST($days AS INTEGER)) AS earliest,
           max(m.at) + to_days(CAST($days AS INTEGER)) AS latest
    FROM moments AS m SEMI JOIN fresh AS f ON f.revision_id = m.revision_id
),
near AS (
    SELECT m.revision_id, m.at FROM moments AS m, period AS p WHERE m.at BETWEEN p.earliest AND p.latest
),
common AS (
    SELECT f.revision_id AS a_revision, f.article_id AS a,
           o.revision_id AS b_revision, o.article_id AS b, count(*) AS shared
    FROM fresh AS f
    JOIN shingles AS o ON o.hash = f.hash AND o.article_id <> f.article_id
    GROUP BY ALL
    HAVING count(*) >= $shared
),
dated AS (
    SELECT c.*
    FROM common AS c
    JOIN near AS x ON x.revision_id = c.a_revision
    JOIN near AS y ON y.revision_id = c.b_revision
    WHERE abs(date_diff('hour', x.at, y.at)) <= 24 * $days
),
sizes AS (
    SELECT s.revision_id, count(*) AS hashes
    FROM shingles AS s
    SEMI JOIN (SELECT a_revision AS revision_id FROM dated UNION SELECT b_revision FROM dated) AS d
        ON d.revision_id = s.revision_id
    GROUP BY s.revision_id
),
scored AS (
    SELECT d.a, d.b, d.shared / least(m.hashes, n.hashes) AS containment,
           d.shared / greatest(m.hashes, n.hashes) AS balance, m.hashes < n.hashes AS a_is_smaller
    FROM dated AS d
    JOIN sizes AS m ON m.revision_id = d.a_revision
    JOIN sizes AS n ON n.revision_id = d.b_revision
    WHERE d.shared >= $threshold * least(m.hashes, n.hashes)
)
SELECT s.a, s.b, s.containment, s.balance, s.a_is_smaller, x.outlet = y.outlet AS same_outlet
FROM scored AS s
JOIN articles AS x ON x.article_id = s.a
JOIN articles AS y ON y.article_id = s.b
QUALIFY row_number() OVER (PARTITION BY s.a, s.b ORDER BY s.containment DESC, s.balance DESC) = 1
ORDER BY s.a, s.b;
