-- The lines that sites have shown to be theirs: one row a site, with the hashes of its lines.
-- Copies and updates of one story count as one page, as in sources/pages/sitelines.py; the number
-- of pages a line needs is `pages_needed` of that module. A month before the latest page counts.
-- Parameters: sites (a list of registered domains).
WITH lines AS (
    SELECT p.site, coalesce(a.story_id, p.article_id) AS story, p.hash, p.is_sentence
    FROM page_lines AS p
    LEFT JOIN articles AS a ON a.article_id = p.article_id
    WHERE p.site IN (SELECT unnest($sites))
      AND p.seen_at >= (SELECT max(seen_at) FROM page_lines) - INTERVAL 30 DAY
),
totals AS (SELECT site, count(DISTINCT story) AS pages FROM lines GROUP BY site),
counted AS (
    SELECT site, hash, bool_and(is_sentence) AS is_sentence, count(DISTINCT story) AS found
    FROM lines GROUP BY site, hash
)
SELECT c.site, list(c.hash ORDER BY c.hash) AS hashes
FROM counted AS c JOIN totals AS t ON t.site = c.site
WHERE c.found >= CASE
    WHEN c.is_sentence THEN greatest(5, ceil(0.5 * t.pages))
    WHEN t.pages <= 5 THEN 2
    ELSE 3
END
GROUP BY c.site;
