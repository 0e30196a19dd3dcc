-- The links of the mentions of this load as they stand now; merge_log keeps what was.
DELETE FROM meeting_links WHERE mention_id IN (SELECT mention_id FROM stg_meeting_links);
INSERT INTO meeting_links BY NAME
FROM stg_meeting_links
QUALIFY row_number() OVER (PARTITION BY mention_id, meeting_id ORDER BY kind) = 1;
