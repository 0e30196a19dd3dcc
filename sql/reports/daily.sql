-- How much was told by day: meetings by the day of their first report, quotes by the day of the
-- article. Days without either have a row too, so that a picture has no gaps.
WITH later AS (
    SELECT r.article_id, max(r.revision_no) AS revision_no
    FROM revisions AS r
    SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
    WHERE r.revision_no > 1
    GROUP BY r.article_id
), texts AS MATERIALIZED (
    SELECT r.revision_id, CAST(coalesce(r.published_at, r.fetched_at) AS DATE) AS day
    FROM revisions AS r
    LEFT JOIN later AS l ON l.article_id = r.article_id
    WHERE r.revision_no >= coalesce(l.revision_no, 1)
), told AS (
    SELECT CAST(first_seen_at AS DATE) AS day, 1 AS meetings, 0 AS quotes FROM meetings
    WHERE ($person IS NULL OR meeting_id IN (SELECT meeting_id FROM meant))
    UNION ALL
    SELECT t.day, 0, count(*)
    FROM quotes AS q
    JOIN texts AS t ON t.revision_id = q.revision_id
    WHERE ($person IS NULL OR contains(strip_accents(lower(coalesce(q.speaker_name, ''))),
        strip_accents(lower($person))))
    GROUP BY 1
), counted AS (
    SELECT day, sum(meetings) AS meetings, sum(quotes) AS quotes
    FROM told
    WHERE ($since IS NULL OR day >= $since) AND ($until IS NULL OR day <= $until)
    GROUP BY day
), days AS (
    SELECT CAST(unnest(generate_series(greatest(min(day), max(day) - 3660), max(day), INTERVAL 1 DAY)) AS DATE) AS day
    FROM counted
)
SELECT d.day, CAST(coalesce(c.meetings, 0) AS BIGINT) AS meetings,
    CAST(coalesce(c.quotes, 0) AS BIGINT) AS quotes, count(*) OVER () AS total
FROM days AS d
LEFT JOIN counted AS c ON c.day = d.day
ORDER BY /*sort: day, meetings, quotes*/ d.day DESC
LIMIT $limit OFFSET $offset
