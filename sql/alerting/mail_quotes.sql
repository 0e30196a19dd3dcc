-- What the participants say in the articles that prove those meetings: direct words first.
SELECT DISTINCT l.meeting_id, q.quote_id, q.speaker_name, q.speaker_role, q.content, q.type, q.via,
  q.confidence, q.article_id, a.outlet, v.published_at
FROM meeting_links AS l
JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
JOIN quotes AS q ON q.revision_id = n.revision_id
JOIN mention_participants AS p ON p.mention_id = n.mention_id AND p.name = q.speaker_name
JOIN revisions AS v ON v.revision_id = n.revision_id
JOIN articles AS a ON a.article_id = n.article_id
WHERE l.kind = 'linked' AND l.meeting_id IN (
  SELECT coalesce(r.meeting_id, x.meeting_id) FROM alerts AS x
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = x.meeting_id
  WHERE x.state = 'sending' AND x.claimed_at = $now)
QUALIFY row_number() OVER (PARTITION BY l.meeting_id
  ORDER BY q.type = 'indirect', v.published_at DESC NULLS LAST, q.confidence DESC, q.quote_id) <= 6
ORDER BY l.meeting_id, q.type = 'indirect', v.published_at DESC NULLS LAST, q.quote_id
