-- The changes that this load appends, with what a watch may ask about their meetings.
-- Old changes that were staged again are left out: they were matched when they came.
SELECT c.change_id, coalesce(r.meeting_id, c.meeting_id) AS meeting_id, c.kind, c.old_value,
  c.new_value, c.evidence, c.article_id, c.asserted_at, m.status, m.confidence, m.place, m.topic,
  coalesce((SELECT list({'name': p.name, 'role': p.role, 'type': p.type} ORDER BY p.position)
    FROM meeting_participants AS p WHERE p.meeting_id = m.meeting_id), []) AS participants,
  c.outlet, a.outlet AS article_outlet, v.language
FROM (SELECT DISTINCT ON (change_id) * FROM stg_meeting_changes ORDER BY change_id) AS c
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = c.meeting_id
JOIN meetings AS m ON m.meeting_id = coalesce(r.meeting_id, c.meeting_id)
LEFT JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN (SELECT article_id, arg_max(language, revision_no) AS language FROM revisions
  GROUP BY article_id) AS v ON v.article_id = c.article_id
ANTI JOIN alerts AS known ON known.change_id = c.change_id
ORDER BY c.asserted_at, c.changed_at, c.change_id
