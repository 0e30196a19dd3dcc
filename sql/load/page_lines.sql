-- The lines of a page, once an article; those seen two months before the latest are forgotten,
-- since a site's furniture changes and the table must not grow for ever.
INSERT INTO page_lines
SELECT s.site, s.article_id, s.hash, bool_and(s.is_sentence), max(s.seen_at)
FROM stg_page_lines AS s
ANTI JOIN page_lines AS t ON t.site = s.site AND t.article_id = s.article_id
GROUP BY s.site, s.article_id, s.hash;
DELETE FROM page_lines WHERE seen_at < (SELECT max(seen_at) FROM page_lines) - INTERVAL 60 DAY;
