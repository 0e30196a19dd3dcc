-- The history of every meeting: one row a change, each with who said so, when, and the sentence;
-- `reason` is `version` where nobody did, but a new version of Readout reads known reports so.
SELECT c.meeting_id, coalesce(c.asserted_at, c.changed_at) AS told_at, c.kind, c.old_value, c.new_value,
    c.outlet, a.source_kind, c.evidence, c.article_id, a.url, m.participants, m.status AS status_now,
    c.change_id, c.reason
FROM meeting_changes AS c
JOIN meetings AS m ON m.meeting_id = c.meeting_id
LEFT JOIN articles AS a ON a.article_id = c.article_id
