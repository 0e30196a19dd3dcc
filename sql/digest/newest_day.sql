-- The day that the news is about: today, or where nothing is that new (an archive is being
-- read), the day of the last article.
SELECT least(CAST($now AS DATE), coalesce(max(CAST(coalesce(published_at, fetched_at) AS DATE)),
  CAST($now AS DATE))) AS day
FROM revisions
