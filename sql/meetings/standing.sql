-- What was decided by hand about a meeting and still stands, the newest first: one row a command.
SELECT max(d.made_at) AS made_at, any_value(d.made_by) AS made_by, any_value(d.note) AS note,
  arg_min(d.kind, d.decision_id) AS kind, arg_min(d.object, d.decision_id) AS object
FROM meeting_decisions AS d
WHERE d.kind <> 'undo'
  AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
  AND EXISTS (FROM meeting_links AS l WHERE l.kind = 'linked' AND l.meeting_id = $meeting_id
    AND l.mention_id IN (d.subject, d.object))
GROUP BY d.verdict
ORDER BY made_at DESC, d.verdict
