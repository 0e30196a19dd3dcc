-- Every decision made by hand about meetings, oldest first.
SELECT decision_id, kind, subject, object, verdict, applied_at
FROM meeting_decisions ORDER BY made_at, decision_id
