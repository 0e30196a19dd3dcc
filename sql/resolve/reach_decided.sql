-- Mentions that somebody put together with, or kept apart from, those that came in last: they
-- are no further than these.
INSERT INTO temp.scope
SELECT DISTINCT o.mention_id, $round FROM (
    SELECT d.object AS mention_id FROM meeting_decisions AS d
    JOIN temp.scope AS s ON s.mention_id = d.subject AND s.round = $round
    WHERE d.kind IN ('merge', 'apart')
    UNION ALL
    SELECT d.subject AS mention_id FROM meeting_decisions AS d
    JOIN temp.scope AS s ON s.mention_id = d.object AND s.round = $round
    WHERE d.kind IN ('merge', 'apart')
) AS o
SEMI JOIN assertions AS x ON x.mention_id = o.mention_id
ANTI JOIN temp.scope AS known ON known.mention_id = o.mention_id
