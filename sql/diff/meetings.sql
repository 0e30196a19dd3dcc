-- What two snapshots say otherwise of meetings: `a` is the earlier, `b` the later.
WITH was AS (
    SELECT meeting_id, array_to_string(participants, ' – ') AS participants, status, place,
        concat_ws(' to ', CAST(start_day AS VARCHAR), nullif(CAST(end_day AS VARCHAR),
            CAST(start_day AS VARCHAR))) AS day,
        CAST(contradicted AS VARCHAR) AS contradicted, CAST(outlets AS VARCHAR) AS outlets
    FROM a.meetings
), now_ AS (
    SELECT meeting_id, array_to_string(participants, ' – ') AS participants, status, place,
        concat_ws(' to ', CAST(start_day AS VARCHAR), nullif(CAST(end_day AS VARCHAR),
            CAST(start_day AS VARCHAR))) AS day,
        CAST(contradicted AS VARCHAR) AS contradicted, CAST(outlets AS VARCHAR) AS outlets
    FROM b.meetings
)
SELECT 'meeting' AS what, 'new' AS kind, meeting_id AS id, participants AS about,
    NULL AS field, NULL AS before, concat_ws(' ', status, day, place) AS after
FROM now_ ANTI JOIN was USING (meeting_id)
UNION ALL
SELECT 'meeting', CASE WHEN r.meeting_id IS NULL THEN 'gone' ELSE 'merged' END, w.meeting_id,
    w.participants, NULL, concat_ws(' ', w.status, w.day, w.place), r.meeting_id
FROM was AS w
ANTI JOIN now_ AS n ON n.meeting_id = w.meeting_id
LEFT JOIN b.meeting_redirects AS r ON r.old_meeting_id = w.meeting_id
UNION ALL
SELECT 'meeting', 'changed', n.meeting_id, n.participants, f.field, f.before, f.after
FROM was AS w
JOIN now_ AS n ON n.meeting_id = w.meeting_id,
LATERAL (VALUES ('participants', w.participants, n.participants), ('status', w.status, n.status),
    ('day', w.day, n.day), ('place', w.place, n.place),
    ('contradicted', w.contradicted, n.contradicted), ('outlets', w.outlets, n.outlets))
    AS f (field, before, after)
WHERE f.before IS DISTINCT FROM f.after
ORDER BY kind, id, field
