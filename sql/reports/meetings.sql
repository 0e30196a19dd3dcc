-- Who met whom: one row a meeting, the one with the newest change first.
-- `last_change_at` counts by the publication of the article that asserted the change.
-- `since`/`until` compare with the meeting's days; a meeting without a known day counts by
-- the day on which it was first reported.
-- `not_heard_of`: planned or under way, its day is over, and nobody told what came of it.
-- `maybe_same`: other meetings that a mention of this one may mean.
-- `person` means whom a watch with that name means: names, other spellings, and for a country
-- whoever acts for it. Which meetings these are (`meetings`) is decided by readout.watching.meant.
-- The id of a person means the meetings of that person.
WITH changed AS (
    SELECT meeting_id, max(coalesce(asserted_at, changed_at)) AS last_change_at
    FROM meeting_changes
    WHERE reason IS NULL
    GROUP BY meeting_id
), picked AS (
    -- Only what is compared; the rest is read for those that are shown. A subquery that no filter
    -- asks for is empty by its own condition, since DuckDB would run it all the same.
    SELECT m.meeting_id, coalesce(c.last_change_at, m.updated_at) AS last_change_at, count(*) OVER () AS total
    FROM meetings AS m
    LEFT JOIN changed AS c ON c.meeting_id = m.meeting_id
    WHERE ($person IS NULL OR m.meeting_id IN (SELECT meeting_id FROM meant)
            OR m.meeting_id IN (SELECT meeting_id FROM meeting_participants WHERE person_id = $person))
      AND ($status IS NULL OR m.status = $status)
      AND ($outlet IS NULL
            OR m.meeting_id IN (SELECT l.meeting_id FROM meeting_links AS l
                JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
                JOIN articles AS a ON a.article_id = n.article_id
                WHERE $outlet IS NOT NULL AND l.kind = 'linked' AND a.outlet = $outlet))
      AND ($country IS NULL
            OR m.meeting_id IN (SELECT p.meeting_id FROM meeting_participants AS p
                LEFT JOIN people AS o ON o.person_id = p.person_id
                WHERE $country IS NOT NULL
                  AND (o.country = $country OR (p.type = 'country' AND p.name = $country))))
      AND ($subject IS NULL
            OR m.meeting_id IN (SELECT t.meeting_id FROM (
                SELECT l.meeting_id, x.subject, count(*) AS times FROM meeting_links AS l
                JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
                JOIN extractions AS x ON x.revision_id = n.revision_id
                WHERE $subject IS NOT NULL AND l.kind = 'linked' AND x.subject IS NOT NULL
                GROUP BY l.meeting_id, x.subject) AS t
                -- The most frequent, of several the first in the alphabet, as `about` has it.
                GROUP BY t.meeting_id
                HAVING max(t.times) FILTER (WHERE t.subject = $subject) = max(t.times)
                    AND coalesce(max(t.times) FILTER (WHERE t.subject < $subject), 0) < max(t.times)))
      AND ($contradicted IS NULL OR m.contradicted = $contradicted)
      AND ($since IS NULL
            OR coalesce(m.end_day, m.start_day, CAST(m.first_seen_at AS DATE)) >= $since)
      AND ($until IS NULL
            OR coalesce(m.start_day, m.end_day, CAST(m.first_seen_at AS DATE)) <= $until)
    ORDER BY /*sort: participants, start_day, place, status, outlets, stories, last_change_at*/
        last_change_at DESC, m.meeting_id
    LIMIT $limit OFFSET $offset
), shown AS (
    SELECT m.*, p.last_change_at, p.total
    FROM picked AS p
    JOIN meetings AS m ON m.meeting_id = p.meeting_id
), latest AS (
    SELECT c.meeting_id, arg_max(c.kind, coalesce(c.asserted_at, c.changed_at)) AS last_change
    FROM meeting_changes AS c
    SEMI JOIN picked AS p ON p.meeting_id = c.meeting_id
    GROUP BY c.meeting_id
), links AS MATERIALIZED (
    SELECT l.meeting_id, l.mention_id, l.kind
    FROM meeting_links AS l
    SEMI JOIN picked AS p ON p.meeting_id = l.meeting_id
), told AS (
    SELECT l.meeting_id, n.mention_id, n.revision_id, n.article_id
    FROM links AS l
    JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
    WHERE l.kind = 'linked'
), about AS (
    SELECT t.meeting_id, mode(x.subject ORDER BY x.subject) AS subject
    FROM told AS t
    JOIN extractions AS x ON x.revision_id = t.revision_id
    WHERE x.subject IS NOT NULL
    GROUP BY t.meeting_id
), proof AS (
    SELECT s.meeting_id, min(e.mention_id) AS mention_id
    FROM shown AS s
    JOIN told AS t ON t.meeting_id = s.meeting_id AND t.article_id = s.evidence_article
    JOIN mention_evidence AS e ON e.mention_id = t.mention_id AND e.text = s.evidence
    GROUP BY s.meeting_id
), maybe AS (
    -- Either row says that it may be the other, until somebody judges them apart.
    SELECT x.own AS meeting_id, list(DISTINCT x.other ORDER BY x.other) AS maybe_same
    FROM (
        SELECT l.meeting_id AS own, o.meeting_id AS other
        FROM links AS l JOIN meeting_links AS o ON o.mention_id = l.mention_id
        WHERE o.kind <> l.kind AND o.kind IN ('proposed', 'linked') AND l.kind IN ('proposed', 'linked')
          AND o.meeting_id <> l.meeting_id
    ) AS x
    ANTI JOIN (
        SELECT s.meeting_id AS own, t.meeting_id AS other
        FROM (
            SELECT decision_id, kind, subject, object FROM meeting_decisions
            UNION ALL SELECT decision_id, kind, object, subject FROM meeting_decisions
        ) AS d
        JOIN meeting_links AS s ON s.mention_id = d.subject AND s.kind = 'linked'
        JOIN meeting_links AS t ON t.mention_id = d.object AND t.kind = 'linked'
        WHERE d.kind = 'apart'
          AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
    ) AS d ON d.own = x.own AND d.other = x.other
    GROUP BY x.own
)
SELECT s.meeting_id, s.participants, s.status, s.contradicted,
    coalesce(s.withdrawn, false) AS withdrawn,
    s.status IN ('possible', 'likely', 'scheduled', 'under_way') AND NOT coalesce(s.withdrawn, false)
        AND coalesce(s.end_day, s.start_day) < current_date - 2 AS not_heard_of,
    coalesce(y.maybe_same, []) AS maybe_same,
    s.start_day, s.end_day,
    s.time_precision, s.start_time, s.utc_offset, s.place, s.format, s.duration_minutes, s.topic, b.subject, s.outlets, s.stories,
    s.mentions, s.first_outlet, s.first_seen_at, s.confidence, c.last_change, s.last_change_at,
    s.evidence, s.evidence_article, p.mention_id AS evidence_mention, a.outlet AS evidence_outlet,
    a.url AS evidence_url, s.total
FROM shown AS s
LEFT JOIN latest AS c ON c.meeting_id = s.meeting_id
LEFT JOIN proof AS p ON p.meeting_id = s.meeting_id
LEFT JOIN about AS b ON b.meeting_id = s.meeting_id
LEFT JOIN maybe AS y ON y.meeting_id = s.meeting_id
LEFT JOIN articles AS a ON a.article_id = s.evidence_article
ORDER BY /*sort*/ s.last_change_at DESC, s.meeting_id
