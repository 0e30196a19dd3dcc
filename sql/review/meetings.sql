-- Meetings for a person to judge, the newest report first: those whose sentence was not surely
-- understood (confidence under $sure), or with $sample those that were, in an order that has
-- nothing to do with them. One row a meeting, with its surest mention in force; none that somebody
-- has judged already. `waiting` counts them all.
WITH judged AS (
    SELECT DISTINCT l.meeting_id
    FROM meeting_decisions AS d
    JOIN meeting_links AS l ON l.mention_id = d.subject AND l.kind = 'linked'
    WHERE d.kind IN ('right', 'no_meeting', 'wrong_who', 'wrong_day')
      AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
), chosen AS (
    SELECT m.*, count(*) OVER () AS waiting,
        CASE WHEN $sample THEN CAST(hash(m.meeting_id) AS DOUBLE) ELSE -epoch(m.first_seen_at) END AS turn
    FROM meetings AS m
    ANTI JOIN judged AS j ON j.meeting_id = m.meeting_id
    WHERE NOT coalesce(m.withdrawn, false) AND (m.confidence < $sure) <> $sample
      AND NOT list_contains(CAST($known AS VARCHAR[]), m.meeting_id)
    ORDER BY turn, m.meeting_id
    LIMIT $most
), told AS (
    SELECT l.meeting_id, arg_max(l.mention_id, (x.evidence = c.evidence, x.confidence, l.mention_id)) AS mention_id
    FROM chosen AS c
    JOIN meeting_links AS l ON l.meeting_id = c.meeting_id AND l.kind = 'linked'
    JOIN assertions AS x ON x.mention_id = l.mention_id AND x.active
    GROUP BY l.meeting_id
)
SELECT c.meeting_id, c.participants, c.status, c.format, c.start_day, c.end_day, c.time_precision,
    c.start_time, c.utc_offset, c.place, c.confidence, c.waiting, t.mention_id, x.evidence, x.outlet,
    x.published_at, r.title
FROM chosen AS c
JOIN told AS t ON t.meeting_id = c.meeting_id
JOIN assertions AS x ON x.mention_id = t.mention_id
LEFT JOIN revisions AS r ON r.revision_id = x.revision_id
ORDER BY c.turn, c.meeting_id
