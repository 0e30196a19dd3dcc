-- Meetings as they stand before this resolution, and whether anybody was told of them: such an
-- id is kept.
SELECT m.*,
    EXISTS (FROM alerts AS a WHERE a.meeting_id = m.meeting_id AND a.state <> 'held') AS told
FROM meetings AS m
WHERE m.meeting_id IN (SELECT id FROM given)
ORDER BY m.meeting_id
