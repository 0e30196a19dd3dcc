-- The outlets of which there are articles or feeds, for a choice.
SELECT DISTINCT outlet FROM (SELECT outlet FROM articles UNION SELECT outlet FROM feeds)
ORDER BY lower(outlet)
LIMIT 1000
