-- The mentions of a meeting, the first published first, with their articles.
SELECT l.mention_id, x.article_id, a.url, x.outlet, x.published_at, x.status, x.start_day, x.place,
  x.evidence
FROM meeting_links AS l
JOIN assertions AS x ON x.mention_id = l.mention_id
JOIN articles AS a ON a.article_id = x.article_id
WHERE l.kind = 'linked' AND l.meeting_id = $meeting_id
ORDER BY x.published_at, l.mention_id
