-- One meeting by its id.
SELECT m.*, a.outlet AS evidence_outlet,
    m.status IN ('possible', 'likely', 'scheduled', 'under_way') AND NOT coalesce(m.withdrawn, false)
        AND coalesce(m.end_day, m.start_day) < current_date - 2 AS not_heard_of
FROM meetings AS m
LEFT JOIN articles AS a ON a.article_id = m.evidence_article
WHERE m.meeting_id = $ident
