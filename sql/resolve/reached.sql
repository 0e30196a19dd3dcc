-- How many mentions came in with a round of the closure.
SELECT count(*) AS mentions FROM temp.scope WHERE round = $round
