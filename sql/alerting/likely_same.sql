-- Of the meetings that this load changes, those without a day of their own that may be another
-- one (the resolver proposes, and does not merge), and who was told of that other one.
WITH likely AS (
  SELECT own.meeting_id, p.meeting_id AS other_id, max(p.score) AS score
  FROM meeting_links AS p
  JOIN meeting_links AS own ON own.mention_id = p.mention_id AND own.kind = 'linked'
  WHERE p.kind = 'proposed' AND p.score >= $least
    AND own.meeting_id IN (SELECT meeting_id FROM stg_meeting_changes WHERE kind = 'new')
  GROUP BY ALL
), told AS (
  SELECT coalesce(r.meeting_id, a.meeting_id) AS meeting_id, list(DISTINCT a.recipient) AS recipients
  FROM alerts AS a
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
  WHERE a.state IN ('pending', 'sending', 'sent')
    AND coalesce(r.meeting_id, a.meeting_id) IN (SELECT other_id FROM likely)
  GROUP BY ALL
)
SELECT l.meeting_id, l.other_id, l.score, o.status AS other_status,
  coalesce(told.recipients, []) AS recipients
FROM likely AS l
JOIN meetings AS m ON m.meeting_id = l.meeting_id
JOIN meetings AS o ON o.meeting_id = l.other_id
LEFT JOIN told ON told.meeting_id = l.other_id
WHERE m.start_day IS NULL
ORDER BY l.meeting_id, l.score DESC, l.other_id
