-- One meeting by its id.
SELECT m.*, a.outlet AS evidence_outlet
FROM meetings AS m
LEFT JOIN articles AS a ON a.article_id = m.evidence_article
WHERE m.meeting_id = $ident
