-- What changed in the meetings: the history, newest first, each change with its sentence.
-- `reason` is `version` where no outlet reported it: a new version of Readout reads known reports so.
-- `mention_id` is there as long as the passage is: reading an article again makes new ones.
WITH shown AS (
    SELECT c.change_id, coalesce(c.asserted_at, c.changed_at) AS asserted_at, count(*) OVER () AS total
    FROM meeting_changes AS c
    LEFT JOIN (SELECT meeting_id, participants FROM meetings) AS m ON m.meeting_id = c.meeting_id
    WHERE ($person IS NULL OR m.meeting_id IN (SELECT meeting_id FROM meant))
      AND ($outlet IS NULL OR c.outlet = $outlet)
      AND ($since IS NULL OR CAST(coalesce(c.asserted_at, c.changed_at) AS DATE) >= $since)
      AND ($until IS NULL OR CAST(coalesce(c.asserted_at, c.changed_at) AS DATE) <= $until)
    ORDER BY /*sort: asserted_at, participants, kind, old_value, new_value, outlet, evidence*/
        asserted_at DESC, c.meeting_id, c.kind, c.change_id
    LIMIT $limit OFFSET $offset
)
SELECT c.change_id, s.asserted_at, m.participants, c.kind,
    c.old_value, c.new_value, c.outlet, c.evidence, c.meeting_id, c.article_id, n.mention_id,
    c.changed_at, c.reason, c.old_version, c.new_version, s.total
FROM shown AS s
JOIN meeting_changes AS c ON c.change_id = s.change_id
LEFT JOIN meetings AS m ON m.meeting_id = c.meeting_id
LEFT JOIN meeting_mentions AS n ON n.mention_id = c.mention_id
ORDER BY /*sort*/ s.asserted_at DESC, c.meeting_id, c.kind, c.change_id
