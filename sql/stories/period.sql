-- When copies of this load's texts may have been told: `days` before the first of them until
-- `days` after the last. Both are null where no text of the load is an article's.
-- Parameter: days.
SELECT min(coalesce(published_at, fetched_at)) - to_days(CAST($days AS INTEGER)) AS earliest,
       max(coalesce(published_at, fetched_at)) + to_days(CAST($days AS INTEGER)) AS latest
FROM revisions AS r
SEMI JOIN stg_shingles AS s ON s.revision_id = r.revision_id
WHERE page_kind IN ('article', 'paywall');
