-- Where the closure starts: the mentions in `work` and those that shared a meeting with them.
CREATE OR REPLACE TEMP TABLE scope AS
SELECT DISTINCT mention_id, 0 AS round FROM (
    SELECT mention_id FROM temp.work
    UNION ALL
    SELECT o.mention_id
    FROM temp.work AS w
    JOIN meeting_links AS l ON l.mention_id = w.mention_id AND l.kind = 'linked'
    JOIN meeting_links AS o ON o.meeting_id = l.meeting_id AND o.kind = 'linked'
)
