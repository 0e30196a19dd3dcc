-- The latest text of each of some articles. Parameters: articles (a list of keys).
SELECT article_id, arg_max(body, revision_no) AS body
FROM revisions
WHERE article_id IN (SELECT unnest($articles))
GROUP BY article_id
ORDER BY article_id;
