-- Where a quote stands: its article and revision.
SELECT article_id, revision_id FROM quotes WHERE quote_id = $ident
