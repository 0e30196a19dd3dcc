-- Current values of meetings, derived anew.
MERGE INTO meetings AS t
USING (FROM stg_meetings
    QUALIFY row_number() OVER (PARTITION BY meeting_id ORDER BY updated_at DESC) = 1) AS s
ON t.meeting_id = s.meeting_id
WHEN MATCHED THEN UPDATE SET participants = s.participants, status = s.status, format = s.format,
    start_day = s.start_day, end_day = s.end_day, time_precision = s.time_precision,
    start_time = s.start_time, utc_offset = s.utc_offset,
    place = s.place, duration_minutes = s.duration_minutes, topic = s.topic,
    confidence = s.confidence, contradicted = s.contradicted, mentions = s.mentions,
    outlets = s.outlets, stories = s.stories, first_outlet = s.first_outlet,
    first_seen_at = s.first_seen_at, evidence = s.evidence,
    evidence_article = s.evidence_article, resolver_version = s.resolver_version,
    updated_at = $now, official_outlets = s.official_outlets, press_outlets = s.press_outlets,
    official_status = s.official_status, press_status = s.press_status,
    denied_by = s.denied_by, withdrawn = s.withdrawn, reported = s.reported, run_id = s.run_id
WHEN NOT MATCHED THEN INSERT BY NAME;
