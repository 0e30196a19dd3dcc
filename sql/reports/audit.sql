-- What was changed by hand, by whom and by which way: one row a change, newest first.
SELECT a.made_at, a.made_by, a.way, a.action, a.subject, a.object, a.note, a.audit_id,
    count(*) OVER () AS total
FROM audit AS a
WHERE ($since IS NULL OR CAST(a.made_at AS DATE) >= $since)
  AND ($until IS NULL OR CAST(a.made_at AS DATE) <= $until)
ORDER BY /*sort: made_at, made_by, way, action, subject*/
    a.made_at DESC, a.audit_id
LIMIT $limit OFFSET $offset
