-- The meetings of the mails being put together, as they stand now, each with the
-- subject of most articles that tell of it.
SELECT m.meeting_id, m.participants, m.status, m.format, m.start_day, m.end_day, m.time_precision,
  m.start_time, m.utc_offset,
  m.place, m.duration_minutes, m.topic, m.confidence, m.contradicted,
  coalesce(m.withdrawn, false) AS withdrawn, m.outlets, m.stories,
  m.first_outlet, m.evidence, m.evidence_article, m.official_status, m.press_status,
  m.first_seen_at, m.updated_at,
  coalesce((SELECT list({'name': p.name, 'role': p.role, 'type': p.type} ORDER BY p.position)
    FROM meeting_participants AS p WHERE p.meeting_id = m.meeting_id), []) AS parties,
  (SELECT mode(x.subject ORDER BY x.subject) FROM meeting_links AS l
    JOIN assertions AS s ON s.mention_id = l.mention_id
    JOIN extractions AS x ON x.revision_id = s.revision_id
    WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked' AND x.subject IS NOT NULL) AS subject,
  (SELECT count(*) FROM meeting_changes AS c WHERE c.meeting_id = m.meeting_id) AS sequence
FROM meetings AS m
WHERE m.meeting_id IN (
  SELECT coalesce(r.meeting_id, a.meeting_id) FROM alerts AS a
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
  WHERE a.state = 'sending' AND a.claimed_at = $now)
