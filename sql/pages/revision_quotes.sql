-- The quotes of one revision, in the order of the text.
SELECT quote_id, type, content, speaker_name, speaker_kind, speaker_role, speaker_desc, candidates,
    via, addressee, confidence, why
FROM quotes
WHERE revision_id = $revision
ORDER BY position
