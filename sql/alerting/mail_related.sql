-- Meetings that those of the mails may be the same as, by the resolver's proposals in either
-- direction, the likeliest first.
WITH about AS (
  SELECT DISTINCT coalesce(r.meeting_id, x.meeting_id) AS meeting_id FROM alerts AS x
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = x.meeting_id
  WHERE x.state = 'sending' AND x.claimed_at = $now
), pairs AS (
  SELECT own.meeting_id AS one, p.meeting_id AS other, p.score
  FROM meeting_links AS p
  JOIN meeting_links AS own ON own.mention_id = p.mention_id AND own.kind = 'linked'
  WHERE p.kind = 'proposed' AND p.score >= $least AND own.meeting_id <> p.meeting_id
    AND (p.meeting_id IN (SELECT meeting_id FROM about)
      OR own.meeting_id IN (SELECT meeting_id FROM about))
)
SELECT b.meeting_id, o.meeting_id AS other_id, max(p.score) AS score, o.status, o.first_outlet,
  o.first_seen_at, o.evidence, o.start_day, o.end_day, o.time_precision
FROM about AS b
JOIN (SELECT one, other, score FROM pairs UNION ALL SELECT other, one, score FROM pairs) AS p
  ON p.one = b.meeting_id
JOIN meetings AS o ON o.meeting_id = p.other
GROUP BY ALL
ORDER BY b.meeting_id, score DESC, other_id
