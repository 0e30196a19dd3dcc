-- All rows of the pairs of the mentions that came in with round $round, where they are not there yet.
INSERT INTO temp.hood
FROM assertion_pairs AS b
SEMI JOIN (
    SELECT a.pair_key FROM assertion_pairs AS a
    SEMI JOIN (FROM temp.scope WHERE round = $round) AS s ON s.mention_id = a.mention_id
    ANTI JOIN temp.hood AS h ON h.pair_key = a.pair_key
) AS k ON k.pair_key = b.pair_key
