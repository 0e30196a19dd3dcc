-- What each outlet gives: how much it reports, how often first, from sources without a name,
-- copied from a wire, edited afterwards or taken back.
WITH texts AS (
    SELECT a.outlet, count(*) AS articles,
        count(*) FILTER (WHERE a.withdrawn_at IS NOT NULL) AS withdrawn,
        count(*) FILTER (WHERE a.story_id <> a.article_id) AS copies,
        min(a.first_seen_at) AS first_seen_at, max(a.first_seen_at) AS last_seen_at,
        any_value(a.source_kind) AS source_kind
    FROM articles AS a
    GROUP BY a.outlet
), edits AS (
    SELECT a.outlet, count(DISTINCT r.article_id) AS edited
    FROM revisions AS r JOIN articles AS a ON a.article_id = r.article_id
    WHERE r.revision_no > 1
    GROUP BY a.outlet
), said AS (
    SELECT outlet, count(*) AS quotes,
        count(*) FILTER (WHERE speaker_kind = 'anonymous') AS anonymous,
        count(*) FILTER (WHERE via IS NOT NULL) AS relayed
    FROM quotes_with_person
    GROUP BY outlet
), told AS (
    SELECT x.outlet, count(DISTINCT l.meeting_id) AS meetings
    FROM assertions AS x
    JOIN meeting_links AS l ON l.mention_id = x.mention_id AND l.kind = 'linked'
    WHERE x.active
    GROUP BY x.outlet
), firsts AS (
    SELECT first_outlet AS outlet, count(*) AS first_reports,
        count(*) FILTER (WHERE contradicted) AS first_and_contradicted
    FROM meetings
    GROUP BY first_outlet
)
SELECT t.outlet, t.source_kind, t.articles, coalesce(e.edited, 0) AS edited, t.withdrawn, t.copies,
    coalesce(s.quotes, 0) AS quotes, coalesce(s.anonymous, 0) AS anonymous,
    round(s.anonymous / s.quotes, 3) AS anonymous_share, coalesce(s.relayed, 0) AS relayed,
    coalesce(m.meetings, 0) AS meetings, coalesce(f.first_reports, 0) AS first_reports,
    coalesce(f.first_and_contradicted, 0) AS first_and_contradicted, t.first_seen_at, t.last_seen_at
FROM texts AS t
LEFT JOIN edits AS e ON e.outlet = t.outlet
LEFT JOIN said AS s ON s.outlet = t.outlet
LEFT JOIN told AS m ON m.outlet = t.outlet
LEFT JOIN firsts AS f ON f.outlet = t.outlet
