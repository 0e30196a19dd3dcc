-- Sentences by which a recipient was told of a new meeting. When resolving anew takes a
-- meeting apart, its parts are not told as new again by the same sentence.
SELECT DISTINCT a.recipient, c.evidence
FROM alerts AS a
JOIN meeting_changes AS c ON c.change_id = a.change_id
WHERE c.kind = 'new' AND c.evidence IS NOT NULL AND a.state IN ('pending', 'sending', 'sent')
  AND c.evidence IN (SELECT evidence FROM stg_meeting_changes WHERE kind = 'new')
