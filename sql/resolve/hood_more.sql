-- All rows of the pairs in `span` that any rule can put beside what is spoken of there, where they are
-- not there yet: $moved days around what was put off, $talk days around all else, and of the same
-- articles. Of a pair that is in the news daily all others are history, and more with each day.
-- Of those who name a country among others none but what is spoken of, where nobody names it alone.
-- Which are there is asked last: of a few, not of every row that is none of these pairs'.
INSERT INTO temp.hood
WITH near AS MATERIALIZED (
    SELECT b.* FROM assertion_pairs AS b
    JOIN temp.span AS k ON k.pair_key = b.pair_key
    WHERE (NOT (k.part AND b.part) OR list_contains(k.mentions, b.mention_id))
      AND ((least(b.start_day, b.from_day, b.said_day)
            <= k.last_day + CASE WHEN k.put_off OR b.put_off THEN CAST($moved AS INTEGER) ELSE CAST($talk AS INTEGER) END
        AND greatest(b.end_day, b.to_day, b.said_day)
            >= k.first_day - CASE WHEN k.put_off OR b.put_off THEN CAST($moved AS INTEGER) ELSE CAST($talk AS INTEGER) END)
      OR list_contains(k.articles, b.article_id))
)
SELECT b.* FROM near AS b
ANTI JOIN temp.hood AS h ON h.pair_key = b.pair_key AND h.mention_id = b.mention_id
