-- The rows of one verdict that stand, as they were made.
SELECT d.decision_id, d.kind, d.subject
FROM meeting_decisions AS d
WHERE d.verdict = $verdict AND d.kind <> 'undo'
  AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
ORDER BY d.decision_id
