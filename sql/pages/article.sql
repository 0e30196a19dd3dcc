-- One article by its id.
SELECT a.*, f.title AS feed_title
FROM articles AS a
LEFT JOIN feeds AS f ON f.feed_id = a.feed_id
WHERE a.article_id = $ident
