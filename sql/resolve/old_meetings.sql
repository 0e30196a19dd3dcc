-- Meetings as they stand before this resolution, and whether anybody was told of them: such an
-- id is kept.
SELECT m.*,
    EXISTS (FROM alerts AS a WHERE a.meeting_id = m.meeting_id AND a.state <> 'held') AS told
FROM meetings AS m
WHERE list_contains(CAST($ids AS VARCHAR[]), m.meeting_id)
ORDER BY m.meeting_id
