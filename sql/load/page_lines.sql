-- The lines of a page, once an article; the days two months before the latest are forgotten,
-- since a site's furniture changes and the table must not grow for ever. Rows lie in the order of
-- time: only what was seen since these articles first were is read, and days are dropped whole.
SET VARIABLE seen_since = (
    SELECT min(coalesce(a.first_seen_at, TIMESTAMP '1970-01-01'))
    FROM (SELECT DISTINCT article_id FROM stg_page_lines) AS s
    LEFT JOIN articles AS a ON a.article_id = s.article_id
);
INSERT INTO page_lines
SELECT s.site, s.article_id, s.hash, bool_and(s.is_sentence), max(s.seen_at)
FROM stg_page_lines AS s
ANTI JOIN (SELECT site, article_id FROM page_lines WHERE seen_at >= getvariable('seen_since')) AS t
    ON t.site = s.site AND t.article_id = s.article_id
GROUP BY s.site, s.article_id, s.hash;
DELETE FROM page_lines
WHERE seen_at < (SELECT date_trunc('day', max(seen_at) - INTERVAL 60 DAY) FROM page_lines);
