-- The sentences that prove the mentions of one revision; position 0 is the best.
SELECT mention_id, position, start_char, end_char
FROM mention_evidence
WHERE revision_id = $revision
ORDER BY mention_id, position
