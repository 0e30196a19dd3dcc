-- How many articles the looks of this load found withdrawn that were there before.
SELECT count(DISTINCT s.article_id) AS articles
FROM stg_article_looks AS s
WHERE s.withdrawn_at = s.last_fetched_at;
