-- Who occurs: one row a person, body or country, by meetings and then by quotes. The newest
-- role comes with it; it is what articles said, not a fact about today.
WITH met AS (
    SELECT p.person_id, arg_max(p.name, m.updated_at) AS name, any_value(p.type) AS type,
        arg_max(p.role, coalesce(m.start_day, CAST(m.first_seen_at AS DATE))) AS role,
        count(DISTINCT p.meeting_id) AS meetings,
        max(coalesce(m.start_day, CAST(m.first_seen_at AS DATE))) AS last_day
    FROM meeting_participants AS p
    JOIN meetings AS m ON m.meeting_id = p.meeting_id
    GROUP BY p.person_id
), current_revisions AS (
    SELECT r.article_id, arg_max(r.revision_id, r.revision_no) AS revision_id
    FROM revisions AS r
    SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
    GROUP BY r.article_id
), said AS (
    SELECT q.speaker_name AS name, any_value(q.speaker_kind) AS type,
        any_value(q.speaker_role) AS role, count(*) AS quotes,
        max(CAST(coalesce(r.published_at, r.fetched_at) AS DATE)) AS last_day
    FROM quotes AS q
    JOIN current_revisions AS c ON c.revision_id = q.revision_id
    JOIN revisions AS r ON r.revision_id = q.revision_id
    WHERE q.speaker_name IS NOT NULL
    GROUP BY q.speaker_name
), everybody AS (
    SELECT coalesce(m.name, s.name) AS name, coalesce(m.role, s.role) AS role,
        coalesce(m.type, s.type) AS type, coalesce(m.meetings, 0) AS meetings,
        coalesce(s.quotes, 0) AS quotes, greatest(m.last_day, s.last_day) AS last_day,
        m.person_id
    FROM met AS m
    FULL JOIN said AS s ON s.name = m.name
)
SELECT name, role, type, meetings, quotes, last_day, person_id, count(*) OVER () AS total
FROM everybody
WHERE ($person IS NULL OR contains(strip_accents(lower(name)), strip_accents(lower($person))))
  AND ($since IS NULL OR last_day >= $since)
  AND ($until IS NULL OR last_day <= $until)
ORDER BY meetings DESC, quotes DESC, name, person_id
LIMIT $limit OFFSET $offset
