-- The changes of a stretch of time, as `changes.sql` gives those of one load: for trying a
-- watch out on what has happened.
SELECT c.change_id, coalesce(r.meeting_id, c.meeting_id) AS meeting_id, c.kind, c.old_value,
  c.new_value, c.evidence, c.article_id, c.asserted_at, c.changed_at, m.status, m.confidence,
  m.place, m.topic, m.format, m.start_day, m.end_day, m.time_precision,
  coalesce((SELECT list({'name': p.name, 'role': p.role, 'type': p.type} ORDER BY p.position)
    FROM meeting_participants AS p WHERE p.meeting_id = m.meeting_id), []) AS participants,
  c.outlet, said.outlets, said.languages
FROM meeting_changes AS c
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = c.meeting_id
JOIN meetings AS m ON m.meeting_id = coalesce(r.meeting_id, c.meeting_id)
LEFT JOIN (
  SELECT l.meeting_id, list(DISTINCT a.outlet ORDER BY a.outlet) AS outlets,
    list(DISTINCT v.language ORDER BY v.language) FILTER (WHERE v.language IS NOT NULL) AS languages
  FROM meeting_links AS l
  JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
  JOIN revisions AS v ON v.revision_id = n.revision_id
  JOIN articles AS a ON a.article_id = n.article_id
  WHERE l.kind = 'linked' GROUP BY l.meeting_id
) AS said ON said.meeting_id = m.meeting_id
WHERE c.changed_at >= $since AND c.changed_at < $until
ORDER BY c.changed_at, c.asserted_at, c.change_id
