-- Who occurs: one row a person, body or country, by meetings and then by quotes. The newest
-- role that an article gave comes with it; it is a claim, not a fact about today. Speakers
-- who could be several people of their name have no `person_id`.
WITH later AS (
    SELECT r.article_id, max(r.revision_no) AS revision_no
    FROM revisions AS r
    SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
    WHERE r.revision_no > 1
    GROUP BY r.article_id
), texts AS MATERIALIZED (
    SELECT r.revision_id, coalesce(r.published_at, r.fetched_at) AS said_at
    FROM revisions AS r
    LEFT JOIN later AS l ON l.article_id = r.article_id
    WHERE r.revision_no >= coalesce(l.revision_no, 1)
), days AS MATERIALIZED (
    SELECT meeting_id, coalesce(start_day, CAST(first_seen_at AS DATE)) AS day, updated_at FROM meetings
), roles AS (
    SELECT person_id, arg_max(role, asserted_at) AS role FROM role_claims GROUP BY person_id
), met AS (
    SELECT p.person_id, arg_max(p.name, m.updated_at) AS name, any_value(p.type) AS type,
        arg_max(p.role, m.day) FILTER (p.role IS NOT NULL) AS role,
        count(DISTINCT p.meeting_id) AS meetings, max(m.day) AS last_day
    FROM meeting_participants AS p
    JOIN days AS m ON m.meeting_id = p.meeting_id
    WHERE p.type <> 'group'
    GROUP BY p.person_id
), said AS (
    SELECT coalesce(q.speaker_id, concat('name ', q.speaker_name)) AS person_id,
        arg_max(q.speaker_name, length(q.speaker_name)) AS name,
        any_value(q.speaker_kind) AS type,
        arg_max(q.speaker_role, t.said_at) FILTER (q.speaker_role IS NOT NULL) AS role,
        count(*) AS quotes, CAST(max(t.said_at) AS DATE) AS last_day
    FROM quotes AS q
    JOIN texts AS t ON t.revision_id = q.revision_id
    WHERE q.speaker_name IS NOT NULL AND q.speaker_kind <> 'group'
    GROUP BY 1
), everybody AS (
    SELECT coalesce(o.name, m.name, s.name) AS name, coalesce(r.role, m.role, s.role) AS role,
        coalesce(o.type, m.type, s.type) AS type, o.country, coalesce(m.meetings, 0) AS meetings,
        coalesce(s.quotes, 0) AS quotes, greatest(m.last_day, s.last_day) AS last_day,
        o.person_id
    FROM met AS m
    FULL JOIN said AS s ON s.person_id = m.person_id
    LEFT JOIN people AS o ON o.person_id = coalesce(m.person_id, s.person_id)
    LEFT JOIN roles AS r ON r.person_id = o.person_id
)
SELECT name, role, type, country, meetings, quotes, last_day, person_id, count(*) OVER () AS total
FROM everybody
WHERE ($kind IS NULL OR type = $kind) AND ($country IS NULL OR country = $country)
  AND ($person IS NULL
        OR contains(strip_accents(lower(name)), strip_accents(lower($person)))
        OR strip_accents(lower(country)) = strip_accents(lower($person))
        OR person_id IN (SELECT a.person_id FROM people_aliases AS a
            WHERE contains(strip_accents(lower(a.alias)), strip_accents(lower($person)))))
  AND ($since IS NULL OR last_day >= $since)
  AND ($until IS NULL OR last_day <= $until)
ORDER BY /*sort: name, role, type, country, meetings, quotes, last_day*/
    meetings DESC, quotes DESC, name, person_id
LIMIT $limit OFFSET $offset
