-- Of the meetings that this load changes, those without a day of their own that may be another
-- one (the resolver proposes, and does not merge), and who was told of that other one.
SELECT own.meeting_id, p.meeting_id AS other_id, max(p.score) AS score,
  any_value(o.status) AS other_status,
  coalesce(any_value(told.recipients), []) AS recipients
FROM meeting_links AS p
JOIN meeting_links AS own ON own.mention_id = p.mention_id AND own.kind = 'linked'
JOIN meetings AS m ON m.meeting_id = own.meeting_id
JOIN meetings AS o ON o.meeting_id = p.meeting_id
LEFT JOIN (
  SELECT coalesce(r.meeting_id, a.meeting_id) AS meeting_id, list(DISTINCT a.recipient) AS recipients
  FROM alerts AS a
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
  WHERE a.state IN ('pending', 'sending', 'sent')
  GROUP BY ALL
) AS told ON told.meeting_id = p.meeting_id
WHERE p.kind = 'proposed' AND p.score >= $least AND m.start_day IS NULL
  AND own.meeting_id IN (SELECT meeting_id FROM stg_meeting_changes WHERE kind = 'new')
GROUP BY ALL
ORDER BY own.meeting_id, score DESC, other_id
