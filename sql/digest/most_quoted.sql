-- Who was quoted most in articles of a stretch of time, each with one direct quote; a wire
-- copy's quotes count once.
WITH said AS (
  SELECT q.speaker_name, q.speaker_role, q.content, q.type, a.outlet, v.published_at,
    coalesce(a.story_id, a.article_id) AS story
  FROM quotes AS q
  JOIN revisions AS v ON v.revision_id = q.revision_id
  JOIN articles AS a ON a.article_id = q.article_id
  WHERE q.speaker_kind = 'person' AND q.speaker_name IS NOT NULL
    AND v.loaded_at >= $since AND v.loaded_at < $now
)
SELECT speaker_name, any_value(speaker_role) FILTER (WHERE speaker_role IS NOT NULL) AS role,
  count(DISTINCT (story, content)) AS quotes, count(DISTINCT outlet) AS outlets,
  arg_max(content, length(content)) FILTER (WHERE type = 'direct' AND length(content) < 240) AS words,
  arg_max(outlet, length(content)) FILTER (WHERE type = 'direct' AND length(content) < 240) AS words_outlet
FROM said
GROUP BY speaker_name
ORDER BY quotes DESC, outlets DESC, speaker_name
LIMIT 8
