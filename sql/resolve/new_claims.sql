-- The person claims whose names may explain a bare one, with their family word.
CREATE OR REPLACE TEMP TABLE new_claims AS
SELECT unnest(CAST($families AS VARCHAR[])) AS family, unnest(CAST($articles AS VARCHAR[])) AS article_id,
    unnest(CAST($days AS DATE[])) AS day
