-- When the pairs of the mentions that came in with round $round are spoken of by these, and where.
CREATE OR REPLACE TEMP TABLE span AS
SELECT a.pair_key, min(least(a.start_day, a.from_day, a.said_day)) AS first_day,
    max(greatest(a.end_day, a.to_day, a.said_day)) AS last_day, bool_or(a.put_off) AS put_off,
    bool_and(a.part) AS part, list(DISTINCT a.mention_id) AS mentions,
    list(DISTINCT a.article_id) AS articles
FROM assertion_pairs AS a
SEMI JOIN (FROM temp.scope WHERE round = $round) AS s ON s.mention_id = a.mention_id
GROUP BY a.pair_key
