-- The articles of this load and of those named, with their story, and everybody else in it.
-- Parameters: articles (a list of keys).
WITH wanted AS (
    SELECT DISTINCT coalesce(a.story_id, a.article_id) AS story_id
    FROM articles AS a
    WHERE a.article_id IN (SELECT unnest($articles))
       OR a.article_id IN (SELECT article_id FROM stg_shingles)
)
SELECT a.article_id, a.story_id
FROM articles AS a
JOIN wanted AS w ON w.story_id = coalesce(a.story_id, a.article_id)
ORDER BY a.article_id;
