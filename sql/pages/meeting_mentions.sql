-- What each article says of a meeting: official sources first, then the oldest first;
-- `proposed` mentions may speak of it, but were not merged.
SELECT n.mention_id, n.article_id, n.revision_id, l.kind AS link, l.score, n.status, n.format,
    n.start_day, n.end_day, n.time_precision, n.start_time, n.utc_offset, n.place, n.duration_minutes, n.topic, n.confidence,
    a.outlet, a.source_kind, a.url, a.story_id, r.title, r.published_at,
    coalesce(r.published_at, r.fetched_at) AS said_at, e.text AS evidence,
    (SELECT list(p.name ORDER BY p.position) FROM mention_participants AS p
        WHERE p.mention_id = n.mention_id) AS participants
FROM meeting_links AS l
JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
JOIN articles AS a ON a.article_id = n.article_id
JOIN revisions AS r ON r.revision_id = n.revision_id
LEFT JOIN mention_evidence AS e ON e.mention_id = n.mention_id AND e.position = 0
WHERE l.meeting_id = $ident
ORDER BY l.kind, a.source_kind = 'official' DESC, said_at, n.mention_id
LIMIT 500
