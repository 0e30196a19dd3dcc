-- What the participants of a meeting say in the articles that prove it, newest article first.
SELECT q.quote_id, q.speaker_name, q.speaker_role, q.content, q.type, q.via, q.confidence, q.article_id,
    q.revision_id, a.outlet, a.source_kind, coalesce(r.published_at, r.fetched_at) AS said_at
FROM quotes AS q
JOIN revisions AS r ON r.revision_id = q.revision_id
JOIN articles AS a ON a.article_id = q.article_id
WHERE q.revision_id IN (
        SELECT n.revision_id
        FROM meeting_links AS l
        JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
        WHERE l.meeting_id = $ident AND l.kind = 'linked')
  AND (q.speaker_name IN (SELECT name FROM meeting_participants WHERE meeting_id = $ident)
    OR q.speaker_name IN (
        SELECT p.name
        FROM meeting_links AS l
        JOIN mention_participants AS p ON p.mention_id = l.mention_id
        WHERE l.meeting_id = $ident AND l.kind = 'linked'))
ORDER BY said_at DESC, q.article_id, q.position
LIMIT 200
