-- What is coming, by day: planned meetings, the next day first, those without a day last. With
-- `since`, also what came of it: every meeting that has a day from then on, planned or held.
WITH chosen AS (
    SELECT m.*, coalesce(m.end_day, m.start_day) AS last_day,
        m.start_day IS NOT NULL AND m.time_precision <> 'unknown' AS dated,
        count(*) OVER () AS total
    FROM meetings AS m
    WHERE NOT coalesce(m.withdrawn, false)
      AND CASE WHEN m.start_day IS NOT NULL AND m.time_precision <> 'unknown'
          THEN ($since IS NOT NULL OR m.status IN ('possible', 'likely', 'scheduled', 'under_way', 'postponed'))
            AND ($since IS NULL OR coalesce(m.end_day, m.start_day) >= $since)
            AND ($until IS NULL OR m.start_day <= $until)
          ELSE $until IS NULL AND m.status IN ('possible', 'likely', 'scheduled', 'postponed') END
      AND ($person IS NULL OR m.meeting_id IN (SELECT meeting_id FROM meant))
      AND ($status IS NULL OR m.status = $status)
      AND ($country IS NULL
            OR EXISTS (FROM meeting_participants AS p
                LEFT JOIN people AS o ON o.person_id = p.person_id
                WHERE p.meeting_id = m.meeting_id
                  AND (o.country = $country OR (p.type = 'country' AND p.name = $country))))
      AND ($outlet IS NULL
            OR EXISTS (FROM meeting_links AS l
                JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
                JOIN articles AS a ON a.article_id = n.article_id
                WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked' AND a.outlet = $outlet))
    ORDER BY /*sort: participants, start_day, place, status, outlets*/
        dated DESC, CASE WHEN dated THEN m.start_day END, m.start_time, m.first_seen_at DESC, m.meeting_id
    LIMIT $limit OFFSET $offset
), told AS (
    SELECT l.meeting_id, list(DISTINCT a.outlet ORDER BY a.outlet) AS reported_by,
        max(coalesce(r.published_at, r.fetched_at)) AS last_reported_at,
        arg_max(n.mention_id, (e.text = c.evidence, coalesce(r.published_at, r.fetched_at)))
            AS evidence_mention
    FROM chosen AS c
    JOIN meeting_links AS l ON l.meeting_id = c.meeting_id AND l.kind = 'linked'
    JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
    JOIN articles AS a ON a.article_id = n.article_id
    JOIN revisions AS r ON r.revision_id = n.revision_id
    LEFT JOIN mention_evidence AS e ON e.mention_id = n.mention_id
    GROUP BY l.meeting_id
)
SELECT c.participants, c.status, c.contradicted, c.start_day, c.end_day, c.time_precision,
    c.start_time, c.utc_offset, c.place, c.format, c.confidence, c.outlets, t.reported_by, t.last_reported_at, c.evidence,
    t.evidence_mention, c.evidence_article, c.dated, c.meeting_id, c.total
FROM chosen AS c
LEFT JOIN told AS t ON t.meeting_id = c.meeting_id
ORDER BY /*sort*/ c.dated DESC, CASE WHEN c.dated THEN c.start_day END, c.start_time,
    c.first_seen_at DESC, c.meeting_id
