-- The sentences that prove those meetings: the best of each article, official sources
-- first, then the newest; wire copies of one story after its first.
WITH told AS (
  SELECT l.meeting_id, n.mention_id, n.status, n.confidence, e.text AS sentence, a.article_id,
    a.outlet, a.source_kind, a.url, v.title, v.published_at,
    row_number() OVER (PARTITION BY l.meeting_id, coalesce(a.story_id, a.article_id), e.text
      ORDER BY v.published_at, a.article_id) > 1 AS copy
  FROM meeting_links AS l
  JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
  JOIN mention_evidence AS e ON e.mention_id = n.mention_id AND e.position = 0
  JOIN revisions AS v ON v.revision_id = n.revision_id
  JOIN articles AS a ON a.article_id = n.article_id
  WHERE l.kind = 'linked' AND l.meeting_id IN (
    SELECT coalesce(r.meeting_id, x.meeting_id) FROM alerts AS x
    LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = x.meeting_id
    WHERE x.state = 'sending' AND x.claimed_at = $now)
)
FROM told
QUALIFY row_number() OVER (PARTITION BY meeting_id
  ORDER BY copy, source_kind = 'official' DESC, published_at DESC NULLS LAST, mention_id) <= 40
ORDER BY meeting_id, copy, source_kind = 'official' DESC, published_at DESC NULLS LAST, mention_id
