-- Every evidence sentence in this load is the stored body's text at that place.
-- By the bodies' place: any other join unpacks the texts of all articles.
WITH hit AS MATERIALIZED (
    SELECT r.rowid AS place FROM revisions AS r
    WHERE r.revision_id IN (SELECT revision_id FROM stg_mention_evidence)
), texts AS MATERIALIZED (
    SELECT r.revision_id, r.body FROM revisions AS r WHERE r.rowid IN (SELECT place FROM hit)
)
SELECT s.mention_id, s.position, s.start_char, s.end_char, s.text
FROM stg_mention_evidence AS s
JOIN texts AS r ON r.revision_id = s.revision_id
WHERE substr(r.body, s.start_char + 1, s.end_char - s.start_char) IS DISTINCT FROM s.text
LIMIT 20
