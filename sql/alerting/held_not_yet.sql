-- Alerts held because their meeting was not sure enough, or not in an outlet or language asked
-- for, when they were queued; of meetings that this load touches, with what is known now.
-- Only the newest of each aspect, and only what is still so.
SELECT h.alert_id, h.recipient, h.watch, h.reason, c.change_id, m.meeting_id, c.kind, c.old_value,
  c.new_value, c.evidence, c.article_id, c.asserted_at, m.status, m.confidence, m.place, m.topic,
  coalesce((SELECT list({'name': p.name, 'role': p.role, 'type': p.type} ORDER BY p.position)
    FROM meeting_participants AS p WHERE p.meeting_id = m.meeting_id), []) AS participants,
  c.outlet,
  (SELECT list(DISTINCT a.outlet ORDER BY a.outlet) FROM meeting_links AS l
    JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
    JOIN articles AS a ON a.article_id = n.article_id
    WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked') AS outlets,
  (SELECT list(DISTINCT v.language) FILTER (WHERE v.language IS NOT NULL) FROM meeting_links AS l
    JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
    JOIN revisions AS v ON v.revision_id = n.revision_id
    WHERE l.meeting_id = m.meeting_id AND l.kind = 'linked') AS languages
FROM alerts AS h
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = h.meeting_id
JOIN meetings AS m ON m.meeting_id = coalesce(r.meeting_id, h.meeting_id)
JOIN meeting_changes AS c ON c.change_id = h.change_id
WHERE h.state = 'held'
  AND (h.reason LIKE 'confidence %' OR h.reason LIKE 'not reported by %' OR h.reason LIKE 'not in a language %')
  AND m.meeting_id IN (SELECT meeting_id FROM stg_meetings)
  AND (h.aspect <> 'status' OR h.value = m.status)
QUALIFY row_number() OVER (PARTITION BY h.recipient, h.watch, m.meeting_id, h.aspect
  ORDER BY h.created_at DESC, c.asserted_at DESC, h.alert_id) = 1
ORDER BY h.alert_id
