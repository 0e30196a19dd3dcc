-- Meetings on which reports differ, with what each side says: one row a meeting and status that
-- somebody reports of it, with the outlets that do and the sentence of the first.
SELECT m.meeting_id, m.participants, m.start_day, m.place, m.status AS status_now, m.denied_by,
    x.status AS reported, bool_or(x.source_kind = 'official') AS official,
    list(DISTINCT x.outlet ORDER BY x.outlet) AS outlets, count(DISTINCT x.story_id) AS stories,
    min(x.published_at) AS first_reported_at, arg_min(x.evidence, x.published_at) AS evidence,
    arg_min(x.article_id, x.published_at) AS article_id
FROM meetings AS m
JOIN meeting_links AS l ON l.meeting_id = m.meeting_id AND l.kind = 'linked'
JOIN assertions AS x ON x.mention_id = l.mention_id AND x.active
WHERE m.contradicted OR m.official_status <> m.press_status OR len(m.denied_by) > 0
GROUP BY ALL
