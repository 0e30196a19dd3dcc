-- How often what was read is right, as people judged it: by the month of the article, the version of
-- the extractor, and whether the sentence was told as surely understood. One row counts each judged
-- meeting once, by the newest verdict on it; `found` is the share of real meetings, `right_in_full`
-- of those with nothing wrong. Doubtful ones are judged more often than a fair draw would have it,
-- so the two kinds are never added up.
WITH standing AS (
    SELECT d.verdict, d.made_at, d.made_by,
        arg_min(d.kind, d.decision_id) AS kind, arg_min(d.subject, d.decision_id) AS mention_id,
        max(d.extractor_version) AS extractor_version, max(d.score) AS confidence
    FROM meeting_decisions AS d
    WHERE d.kind IN ('right', 'no_meeting', 'wrong_who', 'wrong_day')
      AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
    GROUP BY d.verdict, d.made_at, d.made_by
), newest AS (
    FROM standing
    QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY made_at DESC, verdict) = 1
), judged AS (
    SELECT n.kind, n.made_by, n.extractor_version, CASE WHEN n.confidence >= 0.7 THEN 'clear' ELSE 'doubtful' END AS reading,
        CAST(date_trunc('month', coalesce(x.published_at, n.made_at)) AS DATE) AS month
    FROM newest AS n
    LEFT JOIN assertions AS x ON x.mention_id = n.mention_id
)
SELECT strftime(month, '%Y-%m') AS month, extractor_version, reading, count(*) AS judged,
    round(avg(CASE WHEN kind <> 'no_meeting' THEN 1 ELSE 0 END), 3) AS found,
    round(avg(CASE WHEN kind = 'right' THEN 1 ELSE 0 END), 3) AS right_in_full,
    count(*) FILTER (WHERE kind = 'no_meeting') AS no_meeting,
    count(*) FILTER (WHERE kind = 'wrong_who') AS wrong_who,
    count(*) FILTER (WHERE kind = 'wrong_day') AS wrong_day,
    count(DISTINCT made_by) AS people, count(*) OVER () AS total
FROM judged
WHERE ($since IS NULL OR month >= date_trunc('month', CAST($since AS DATE)))
  AND ($until IS NULL OR month <= CAST($until AS DATE))
GROUP BY month, extractor_version, reading
ORDER BY /*sort: month, judged, found, right_in_full*/ month DESC, extractor_version, reading
LIMIT $limit OFFSET $offset
