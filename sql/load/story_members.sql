-- Which story an article belongs to. Only that column is staged.
MERGE INTO articles AS t
USING (FROM stg_story_members
    QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY story_id) = 1) AS s
ON t.article_id = s.article_id
WHEN MATCHED AND t.story_id IS DISTINCT FROM s.story_id
  THEN UPDATE SET story_id = s.story_id, updated_at = $now;
