-- When something was last learned of any meeting.
SELECT max(changed_at) AS changed_at FROM meeting_changes
