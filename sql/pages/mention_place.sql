-- Where a meeting mention stands: its article and revision.
SELECT article_id, revision_id FROM meeting_mentions WHERE mention_id = $ident
