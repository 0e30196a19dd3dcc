-- Ids given out once lead to where their mentions are now, in one step; a meeting that was
-- merged away is no row of its own any more.
DELETE FROM meetings WHERE meeting_id IN (SELECT old_meeting_id FROM stg_meeting_redirects);
DELETE FROM meeting_participants
WHERE meeting_id IN (SELECT old_meeting_id FROM stg_meeting_redirects);
MERGE INTO meeting_redirects AS t
USING (FROM stg_meeting_redirects
    QUALIFY row_number() OVER (PARTITION BY old_meeting_id ORDER BY meeting_id) = 1) AS s
ON t.old_meeting_id = s.old_meeting_id
WHEN MATCHED THEN UPDATE SET meeting_id = s.meeting_id
WHEN NOT MATCHED THEN INSERT BY NAME;
UPDATE meeting_redirects AS t SET meeting_id = s.meeting_id
FROM stg_meeting_redirects AS s WHERE t.meeting_id = s.old_meeting_id;
DELETE FROM meeting_redirects WHERE old_meeting_id IN (SELECT meeting_id FROM meetings);
