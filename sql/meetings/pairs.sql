-- Verdicts as labelled pairs for the linking model's training: what both mentions say, in the form
-- that `readout resolve` reads. One row a verdict that stands and whose mentions are still told.
WITH judged AS (
  SELECT min(d.made_at) AS at, d.kind = 'merge' AS same, max(d.score) AS score,
    arg_min(d.subject, d.decision_id) AS mention, arg_min(d.object, d.decision_id) AS other
  FROM meeting_decisions AS d
  WHERE d.kind IN ('merge', 'apart')
    AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
  GROUP BY d.verdict, d.kind
), said AS (
  SELECT x.mention_id, {'mention_id': x.mention_id, 'article_id': x.article_id,
    'published': x.published_at, 'outlet': x.outlet, 'status': x.status, 'format': x.format,
    'time': {'start': x.start_day, 'end': x.end_day, 'precision': x.time_precision},
    'place': x.place, 'change': x.change, 'planned': x.planned_day, 'evidence': x.evidence,
    'participants': (SELECT list({'name': p.party_name, 'role': p.role, 'type': p.type}
      ORDER BY p.position) FROM assertion_parties AS p WHERE p.mention_id = x.mention_id)} AS told
  FROM assertions AS x
)
SELECT j.at, j.same, j.score, a.told AS mention, b.told AS other
FROM judged AS j
JOIN said AS a ON a.mention_id = j.mention
JOIN said AS b ON b.mention_id = j.other
ORDER BY j.at, j.mention
