-- What each recipient was last told (or will be: it is pending) of each aspect of the
-- meetings that this load changes, under whatever id the meeting had then.
SELECT a.recipient, coalesce(r.meeting_id, a.meeting_id) AS meeting_id, a.aspect,
  arg_max(a.value, (a.created_at, c.asserted_at, a.alert_id)) AS value,
  list(DISTINCT a.value) AS all_values
FROM alerts AS a
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = a.meeting_id
LEFT JOIN meeting_changes AS c ON c.change_id = a.change_id
WHERE a.state IN ('pending', 'sending', 'sent')
  AND coalesce(r.meeting_id, a.meeting_id) IN (
    SELECT coalesce(x.meeting_id, s.meeting_id) FROM stg_meeting_changes AS s
    LEFT JOIN meeting_redirects AS x ON x.old_meeting_id = s.meeting_id)
GROUP BY ALL
