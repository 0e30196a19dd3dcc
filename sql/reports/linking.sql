-- How often proposals of the linking model were right, as people judged them: by the score that it
-- had given, and in all. Precision counts the pairs that were one meeting.
WITH judged AS (
    SELECT d.kind = 'merge' AS same, max(d.score) AS score
    FROM meeting_decisions AS d
    WHERE d.kind IN ('merge', 'apart') AND d.score IS NOT NULL
      AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
    GROUP BY d.verdict, d.kind
)
SELECT coalesce(printf('%.1f to %.1f', floor(score * 10) / 10, floor(score * 10) / 10 + 0.1), 'in all')
        AS score, count(*) AS judged, count(*) FILTER (WHERE same) AS one_meeting,
    round(avg(CASE WHEN same THEN 1 ELSE 0 END), 3) AS precision, count(*) OVER () AS total
FROM judged
GROUP BY GROUPING SETS ((floor(score * 10)), ())
HAVING count(*) > 0
ORDER BY floor(score * 10) DESC NULLS LAST
LIMIT $limit OFFSET $offset
