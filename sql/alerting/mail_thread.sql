-- Earlier mails to those recipients about those meetings, or about meetings that they may be
-- the same as, oldest first: what a new one answers.
WITH mine AS (
  SELECT DISTINCT a.recipient, coalesce(r.meeting_id, a.meeting_id) AS meeting_id
  FROM alerts AS a
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
  WHERE a.state = 'sending' AND a.claimed_at = $now
), pairs AS (
  SELECT own.meeting_id AS one, p.meeting_id AS other
  FROM meeting_links AS p
  JOIN meeting_links AS own ON own.mention_id = p.mention_id AND own.kind = 'linked'
  WHERE p.kind = 'proposed' AND p.score >= $least
    AND (p.meeting_id IN (SELECT meeting_id FROM mine)
      OR own.meeting_id IN (SELECT meeting_id FROM mine))
), near AS (
  SELECT recipient, meeting_id, meeting_id AS told_of, true AS own FROM mine
  UNION
  SELECT m.recipient, m.meeting_id, p.other, false FROM mine AS m JOIN pairs AS p ON p.one = m.meeting_id
  UNION
  SELECT m.recipient, m.meeting_id, p.one, false FROM mine AS m JOIN pairs AS p ON p.other = m.meeting_id
)
SELECT n.recipient, n.meeting_id, n.told_of, n.own, e.message_id, min(e.sent_at) AS sent_at
FROM alerts AS e
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = e.meeting_id
JOIN near AS n ON n.recipient = e.recipient AND n.told_of = coalesce(r.meeting_id, e.meeting_id)
WHERE e.state = 'sent' AND e.message_id IS NOT NULL
GROUP BY ALL
ORDER BY n.recipient, n.own, sent_at, e.message_id
