-- The changes that this load appends, with what a watch may ask about their meetings.
-- Old changes that were staged again are left out: they were matched when they came.
SELECT c.change_id, coalesce(r.meeting_id, c.meeting_id) AS meeting_id, c.kind, c.old_value,
  c.new_value, c.evidence, c.article_id, c.asserted_at, m.status, m.confidence, m.place, m.topic,
  coalesce((SELECT list({'name': p.name, 'role': p.role, 'type': p.type} ORDER BY p.position)
    FROM meeting_participants AS p WHERE p.meeting_id = m.meeting_id), []) AS participants,
  c.outlet, said.outlets, said.languages
FROM (SELECT DISTINCT ON (change_id) * FROM stg_meeting_changes ORDER BY change_id) AS c
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
ANTI JOIN alerts AS known ON known.change_id = c.change_id
ORDER BY c.asserted_at, c.changed_at, c.change_id
