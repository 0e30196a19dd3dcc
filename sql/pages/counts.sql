-- The status line: how much the snapshot holds.
SELECT (SELECT count(*) FROM meetings) AS meetings, (SELECT count(*) FROM quotes) AS quotes,
    (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM feeds WHERE active) AS feeds
