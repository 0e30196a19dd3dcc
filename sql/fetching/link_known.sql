-- Entries whose address is that of an article we have (another feed brought it, or the feed gave
-- it a new guid) lead to that article; nothing is fetched for them.
UPDATE entries
SET state = 'fetched', article_id = known.article_id, next_try_at = NULL, problem_kind = NULL,
    problem = NULL, updated_at = $now
FROM (
    SELECT url, min(article_id) AS article_id
    FROM (
        SELECT url, article_id FROM articles
        UNION ALL
        SELECT fetch_url, article_id FROM articles WHERE fetch_url IS NOT NULL
        UNION ALL
        SELECT url, article_id FROM entries
        WHERE state = 'fetched' AND article_id IS NOT NULL AND url IS NOT NULL
    )
    GROUP BY url
) AS known
WHERE entries.state IN ('pending', 'failed') AND entries.next_try_at IS NOT NULL
  AND entries.url = known.url;
