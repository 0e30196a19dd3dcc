-- How a meeting came to be what it is: its changes, the first asserted first. What a new version
-- made of known reports stands where it did so: nobody asserted it then.
SELECT c.kind, c.old_value, c.new_value, c.outlet, c.evidence, c.article_id, c.mention_id,
    CASE WHEN c.reason IS NULL THEN c.asserted_at END AS asserted_at, c.changed_at, c.reason,
    c.old_version, c.new_version, a.source_kind, a.url,
    n.mention_id IS NOT NULL AS still_there
FROM meeting_changes AS c
LEFT JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN meeting_mentions AS n ON n.mention_id = c.mention_id
WHERE c.meeting_id = $ident
ORDER BY coalesce(CASE WHEN c.reason IS NULL THEN c.asserted_at END, c.changed_at), c.changed_at, c.kind = 'new' DESC, c.kind, c.change_id
