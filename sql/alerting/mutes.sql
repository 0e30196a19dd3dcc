-- What recipients don't want, as it stands now.
SELECT recipient, watch, coalesce(r.meeting_id, m.meeting_id) AS meeting_id, reason
FROM (
  FROM mutes
  QUALIFY row_number() OVER (PARTITION BY recipient, watch, meeting_id
    ORDER BY created_at DESC, mute_id) = 1
) AS m
LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = m.meeting_id
WHERE muted
