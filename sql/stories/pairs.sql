-- Pairs (article of this load, other article) whose texts overlap: of the smaller sketch at
-- least the share `threshold` stands in the other; a share of fewer than `many` hashes is too
-- coarse for that and must be `threshold_of_few`, of at least `few`.
-- Both were published within `days` days of each other: a text that comes back a year later
-- is an anniversary, not a wire copy. A hash that outlets use again and again is a phrase
-- (of everyday speech, of a template for results and weather, of a site's furniture) and does
-- not count: `phrase_stories` and more have it, more than `phrase_rate` an outlet. Articles
-- that are one story already count once, so a text that is copied widely is no phrase.
-- `earliest` and `latest` are those of stories/period; as parameters, not joined, they let DuckDB
-- pass over the row groups of other days.
-- Parameters: earliest, latest, days, threshold, threshold_of_few, few, many, phrase_stories,
-- phrase_rate.
WITH fresh AS (
    SELECT DISTINCT s.revision_id, s.article_id, s.hash,
        coalesce(r.published_at, r.fetched_at) AS told_at
    FROM stg_shingles AS s
    JOIN revisions AS r ON r.revision_id = s.revision_id AND r.page_kind IN ('article', 'paywall')
),
-- not materialised: three readings of some columns are cheaper than one copy of all
near AS NOT MATERIALIZED (
    SELECT revision_id, article_id, hash, told_at FROM shingles
    WHERE told_at BETWEEN $earliest AND $latest
),
-- every place, near in time, where a hash of this load stands
met AS (
    SELECT o.hash, o.revision_id, o.article_id, a.outlet, o.told_at,
           coalesce(a.story_id, a.article_id) AS story
    FROM near AS o
    SEMI JOIN fresh AS f ON f.hash = o.hash
    JOIN articles AS a ON a.article_id = o.article_id
),
phrases AS (
    SELECT hash FROM met GROUP BY hash
    HAVING count(DISTINCT story) >= $phrase_stories
       AND count(DISTINCT story) > $phrase_rate * count(DISTINCT outlet)
),
common AS (
    SELECT f.revision_id AS a_revision, f.article_id AS a, m.revision_id AS b_revision,
           m.article_id AS b, any_value(m.outlet) AS b_outlet, count(*) AS shared
    FROM fresh AS f
    JOIN met AS m ON m.hash = f.hash AND m.article_id <> f.article_id
        AND abs(date_diff('hour', f.told_at, m.told_at)) <= 24 * $days
    ANTI JOIN phrases AS p ON p.hash = f.hash
    GROUP BY f.revision_id, f.article_id, m.revision_id, m.article_id
    HAVING count(*) >= $few
),
-- the sketches of the texts in question, again without phrases
asked AS (
    SELECT s.revision_id, s.hash
    FROM near AS s
    SEMI JOIN (SELECT a_revision AS revision_id FROM common UNION SELECT b_revision FROM common) AS c
        ON c.revision_id = s.revision_id
),
asked_phrases AS (
    SELECT o.hash
    FROM near AS o
    SEMI JOIN asked AS q ON q.hash = o.hash
    JOIN articles AS a ON a.article_id = o.article_id
    GROUP BY o.hash
    HAVING count(DISTINCT coalesce(a.story_id, a.article_id)) >= $phrase_stories
       AND count(DISTINCT coalesce(a.story_id, a.article_id)) > $phrase_rate * count(DISTINCT a.outlet)
),
sizes AS (
    SELECT q.revision_id, count(*) AS hashes
    FROM asked AS q ANTI JOIN asked_phrases AS p ON p.hash = q.hash
    GROUP BY q.revision_id
)
SELECT c.a, c.b, c.shared / greatest(least(m.hashes, n.hashes), 1) AS containment,
       c.shared / greatest(m.hashes, n.hashes, 1) AS balance, m.hashes < n.hashes AS a_is_smaller,
       x.outlet = c.b_outlet AS same_outlet
FROM common AS c
JOIN sizes AS m ON m.revision_id = c.a_revision
JOIN sizes AS n ON n.revision_id = c.b_revision
JOIN articles AS x ON x.article_id = c.a
WHERE c.shared >= least(m.hashes, n.hashes)
    * CASE WHEN c.shared >= $many THEN $threshold ELSE $threshold_of_few END
QUALIFY row_number() OVER (PARTITION BY c.a, c.b ORDER BY containment DESC, balance DESC) = 1
ORDER BY c.a, c.b;
