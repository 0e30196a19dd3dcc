-- Which meetings calendars and feeds are chosen from, the latest changed first: the $limit that changed
-- last, and those of $ids.
SELECT m.meeting_id FROM (
  (SELECT meeting_id, updated_at FROM meetings ORDER BY updated_at DESC, meeting_id LIMIT $limit)
  UNION
  SELECT meeting_id, updated_at FROM meetings
  WHERE meeting_id IN (SELECT unnest(CAST($ids AS VARCHAR[])))
) AS m
ORDER BY m.updated_at DESC, m.meeting_id
