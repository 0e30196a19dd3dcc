-- What the participants say in the articles that prove those meetings: direct words first. Of several
-- meetings that an article tells of whoever speaks, the words go with the one told nearest to them.
WITH told AS (
  SELECT DISTINCT coalesce(r.meeting_id, x.meeting_id) AS meeting_id FROM alerts AS x
  LEFT JOIN meeting_redirects AS r ON r.old_meeting_id = x.meeting_id
  WHERE x.state = 'sending' AND x.claimed_at = $now
), proving AS (
  SELECT DISTINCT n.revision_id FROM meeting_links AS l
  JOIN meeting_mentions AS n ON n.mention_id = l.mention_id
  WHERE l.kind = 'linked' AND l.meeting_id IN (FROM told)
), starts AS (
  SELECT s.quote_id, min(s.start_char) AS start_char FROM quote_spans AS s
  WHERE s.part = 'content'
    AND s.quote_id IN (SELECT q.quote_id FROM quotes AS q WHERE q.revision_id IN (FROM proving))
  GROUP BY s.quote_id
), nearest AS (
  SELECT q.quote_id,
    arg_min(n.mention_id, (abs(n.trigger_start - s.start_char), n.mention_id)) AS mention_id
  FROM starts AS s
  JOIN quotes AS q ON q.quote_id = s.quote_id
  JOIN meeting_mentions AS n ON n.revision_id = q.revision_id
  JOIN mention_participants AS p ON p.mention_id = n.mention_id AND p.name = q.speaker_name
  GROUP BY q.quote_id
), said AS (
  SELECT l.meeting_id, q.quote_id, q.speaker_name, q.speaker_role, q.content, q.type, q.via,
    q.confidence, q.article_id, a.outlet, v.published_at
  FROM nearest AS n
  JOIN quotes AS q ON q.quote_id = n.quote_id
  JOIN meeting_links AS l ON l.mention_id = n.mention_id AND l.kind = 'linked'
  JOIN revisions AS v ON v.revision_id = q.revision_id
  JOIN articles AS a ON a.article_id = q.article_id
  WHERE l.meeting_id IN (FROM told)
  -- The same words once: of whoever had them first.
  QUALIFY row_number() OVER (PARTITION BY l.meeting_id, q.speaker_name, q.content
    ORDER BY v.published_at NULLS LAST, q.quote_id) = 1
)
FROM said
QUALIFY row_number() OVER (PARTITION BY meeting_id
  ORDER BY type = 'indirect', published_at DESC NULLS LAST, confidence DESC, quote_id) <= 6
ORDER BY meeting_id, type = 'indirect', published_at DESC NULLS LAST, quote_id
