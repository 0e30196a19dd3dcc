-- Meetings for calendars and feeds, the latest changed first; with what a watch may ask.
SELECT m.meeting_id, m.participants, m.status, m.format, m.start_day, m.end_day, m.time_precision,
  m.place, m.duration_minutes, m.topic, m.confidence, m.contradicted, m.outlets, m.stories,
  m.first_outlet, m.evidence, m.evidence_article, m.first_seen_at, m.updated_at,
  coalesce((SELECT list({'name': p.name, 'role': p.role, 'type': p.type} ORDER BY p.position)
    FROM meeting_participants AS p WHERE p.meeting_id = m.meeting_id), []) AS parties,
  (SELECT count(*) FROM meeting_changes AS c WHERE c.meeting_id = m.meeting_id) AS sequence,
  (SELECT list(DISTINCT a.outlet ORDER BY a.outlet) FROM meeting_links AS l
    JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
    JOIN articles AS a ON a.article_id = n.article_id
    WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked') AS outlet_names
FROM meetings AS m
ORDER BY m.updated_at DESC, m.meeting_id
LIMIT $limit
