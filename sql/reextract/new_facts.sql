-- The facts just found in them, in the same form.
SELECT 'mention' AS fact, m.mention_id AS fact_id, m.revision_id, m.article_id, m.trigger_start AS anchor,
    m.extractor_version AS version,
    (SELECT string_agg(p.name, ' · ' ORDER BY p.name) FROM stg_mention_participants AS p
     WHERE p.mention_id = m.mention_id) AS who,
    m.status, m.format, CAST(m.start_day AS VARCHAR) || '/' || CAST(m.end_day AS VARCHAR) AS days,
    m.place, CAST(m.duration_minutes AS VARCHAR) AS minutes, m.trigger_text AS words
FROM stg_meeting_mentions AS m WHERE m.revision_id IN (SELECT revision_id FROM stg_extractions)
UNION ALL
SELECT 'quote', q.quote_id, q.revision_id, q.article_id,
    (SELECT min(s.start_char) FROM stg_quote_spans AS s WHERE s.quote_id = q.quote_id AND s.part = 'content'),
    q.extractor_version, coalesce(q.speaker_name, q.speaker_desc, '(' || q.speaker_kind || ')'),
    q.type, q.cue_kind, NULL, q.via, NULL, q.content
FROM stg_quotes AS q WHERE q.revision_id IN (SELECT revision_id FROM stg_extractions)
ORDER BY revision_id, fact, anchor, fact_id
