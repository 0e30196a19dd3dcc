-- The meeting mentions of one revision, each with the meeting that it was linked to.
SELECT n.mention_id, n.status, n.format, n.start_day, n.end_day, n.time_precision, n.start_time, n.utc_offset, n.place,
    n.duration_minutes, n.topic, n.trigger_start, n.trigger_end, n.confidence, n.why,
    min(l.meeting_id) AS meeting_id,
    (SELECT list(p.name ORDER BY p.position) FROM mention_participants AS p
        WHERE p.mention_id = n.mention_id) AS participants
FROM meeting_mentions AS n
LEFT JOIN meeting_links AS l ON l.mention_id = n.mention_id AND l.kind = 'linked'
WHERE n.revision_id = $revision
GROUP BY ALL
ORDER BY n.trigger_start, n.mention_id
