-- What people said of pairs of mentions, as labelled pairs for the linking model: one row a
-- command, with the score that the model had given.
SELECT min(d.made_at) AS at, d.kind = 'merge' AS same, max(d.score) AS score,
  min(d.subject) AS mention, min(d.object) AS other, any_value(d.made_by) AS by, any_value(d.note) AS note
FROM meeting_decisions AS d
WHERE d.kind IN ('merge', 'apart')
  AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
GROUP BY d.verdict, d.kind
ORDER BY "at", mention
