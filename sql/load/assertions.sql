-- What mentions say, as understood. One that an extractor has read again says what it says now;
-- meeting_changes keeps what was learned before.
MERGE INTO assertions AS t
USING (FROM stg_assertions
    QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY asserted_at DESC) = 1) AS s
ON t.mention_id = s.mention_id
WHEN MATCHED THEN UPDATE SET parties = s.parties, groups = s.groups, maybe = s.maybe,
    sides = s.sides, acts = s.acts, replaced = s.replaced, status = s.status, format = s.format, start_day = s.start_day,
    end_day = s.end_day, time_precision = s.time_precision,
    start_time = s.start_time, utc_offset = s.utc_offset, place = s.place,
    duration_minutes = s.duration_minutes, change = s.change,
    planned_day = s.planned_day, topic = s.topic, confidence = s.confidence,
    evidence = s.evidence, story_id = s.story_id, active = s.active,
    extractor_version = s.extractor_version, resolver_version = s.resolver_version,
    run_id = s.run_id, asserted_at = s.asserted_at
WHEN NOT MATCHED THEN INSERT BY NAME;
