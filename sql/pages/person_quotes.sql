-- What somebody said, newest first.
SELECT q.quote_id, q.speaker_name, q.content, q.type, q.via, q.confidence, a.outlet,
    coalesce(r.published_at, r.fetched_at) AS said_at
FROM quotes AS q
JOIN revisions AS r ON r.revision_id = q.revision_id
JOIN articles AS a ON a.article_id = q.article_id
WHERE q.speaker_id = $ident
  AND NOT EXISTS (FROM revisions AS later
    SEMI JOIN extractions AS x ON x.revision_id = later.revision_id
    WHERE later.article_id = r.article_id AND later.revision_no > r.revision_no)
ORDER BY said_at DESC, q.article_id, q.position
LIMIT 200
