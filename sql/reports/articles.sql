-- The articles that were read: newest first, with what was found in the newest revision.
-- `problem` says why nothing could be found, where that is known.
WITH newest AS (
    SELECT article_id, max(revision_no) AS revisions,
        arg_max(revision_id, revision_no) AS revision_id
    FROM revisions
    GROUP BY article_id
)
SELECT a.article_id, r.title, a.outlet, a.source_kind, r.published_at, r.language, r.page_kind,
    n.revisions, x.quotes, x.mentions, x.subject, x.problem, a.withdrawn_at, r.fetched_at, a.story_id, a.url,
    count(*) OVER () AS total
FROM articles AS a
JOIN newest AS n ON n.article_id = a.article_id
JOIN revisions AS r ON r.revision_id = n.revision_id
LEFT JOIN extractions AS x ON x.revision_id = n.revision_id
WHERE ($outlet IS NULL OR a.outlet = $outlet)
  AND ($subject IS NULL OR x.subject = $subject)
  AND ($person IS NULL
        OR EXISTS (FROM quotes AS q WHERE q.revision_id = n.revision_id
            AND contains(strip_accents(lower(coalesce(q.speaker_name, ''))),
                strip_accents(lower($person))))
        OR EXISTS (FROM mention_participants AS p WHERE p.revision_id = n.revision_id
            AND contains(strip_accents(lower(p.name)), strip_accents(lower($person)))))
  AND ($since IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) >= $since)
  AND ($until IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) <= $until)
ORDER BY /*sort: title, outlet, published_at, mentions, quotes, subject, language, page_kind*/
    coalesce(r.published_at, r.fetched_at) DESC, a.article_id
LIMIT $limit OFFSET $offset
