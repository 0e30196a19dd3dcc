-- No fact without the text that proves it.
SELECT 'quote' AS kind, s.quote_id AS id FROM stg_quotes AS s
ANTI JOIN revisions AS r ON r.revision_id = s.revision_id
UNION ALL
SELECT 'mention', s.mention_id FROM stg_meeting_mentions AS s
ANTI JOIN revisions AS r ON r.revision_id = s.revision_id
LIMIT 20
