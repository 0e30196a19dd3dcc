-- What is to come, or was to: meetings announced that nobody has yet told to be held, put off or
-- called off. `day_is_over` tells those of which nothing more was heard.
SELECT m.meeting_id, m.start_day AS day, m.end_day, m.start_time, m.utc_offset,
    m.time_precision, m.place, m.participants,
    m.status, m.confidence, m.contradicted, m.outlets, m.stories, m.first_outlet,
    (SELECT list(DISTINCT x.outlet ORDER BY x.outlet)
        FROM meeting_links AS l JOIN assertions AS x ON x.mention_id = l.mention_id
        WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked' AND x.active) AS reported_by,
    m.first_seen_at, m.evidence, m.evidence_article,
    coalesce(coalesce(m.end_day, m.start_day) < current_date, false) AS day_is_over
FROM meetings AS m
WHERE m.status IN ('possible', 'likely', 'scheduled', 'under_way')
  AND NOT coalesce(m.withdrawn, false)
