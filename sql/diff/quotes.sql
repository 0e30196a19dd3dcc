-- What two snapshots say otherwise of quotes: `a` is the earlier, `b` the later.
WITH was AS (
    SELECT quote_id, content, type, speaker_name, speaker_id, via FROM a.quotes
), now_ AS (
    SELECT quote_id, content, type, speaker_name, speaker_id, via FROM b.quotes
)
SELECT 'quote' AS what, 'new' AS kind, quote_id AS id, content AS about, NULL AS field,
    NULL AS before, speaker_name AS after
FROM now_ ANTI JOIN was USING (quote_id)
UNION ALL
SELECT 'quote', 'gone', quote_id, content, NULL, speaker_name, NULL
FROM was ANTI JOIN now_ USING (quote_id)
UNION ALL
SELECT 'quote', 'changed', n.quote_id, n.content, f.field, f.before, f.after
FROM was AS w
JOIN now_ AS n ON n.quote_id = w.quote_id,
LATERAL (VALUES ('content', w.content, n.content), ('type', w.type, n.type),
    ('speaker_name', w.speaker_name, n.speaker_name), ('speaker_id', w.speaker_id, n.speaker_id),
    ('via', w.via, n.via)) AS f (field, before, after)
WHERE f.before IS DISTINCT FROM f.after
ORDER BY kind, id, field
