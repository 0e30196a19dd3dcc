-- Everything about the mentions in `work` that the resolver looks at, with the article's story
-- and the day it was published (else first seen).
SELECT m.mention_id, m.article_id, m.revision_id, m.status, m.format, m.start_day, m.end_day,
    m.time_precision, m.start_time, m.utc_offset, m.place, m.duration_minutes, m.change,
    m.planned_day, m.replaced, m.topic, m.confidence, m.extractor_version, m.loaded_at,
    a.outlet, a.source_kind, coalesce(a.story_id, a.article_id) AS story_id,
    coalesce(r.published_at, a.first_seen_at) AS published_at,
    coalesce(e.text, m.trigger_text) AS evidence
FROM meeting_mentions AS m
JOIN temp.work AS w ON w.mention_id = m.mention_id
JOIN articles AS a ON a.article_id = m.article_id
JOIN revisions AS r ON r.revision_id = m.revision_id
LEFT JOIN mention_evidence AS e ON e.mention_id = m.mention_id AND e.position = 0
ORDER BY m.mention_id
