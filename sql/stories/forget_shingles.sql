-- Sketches are compared within days; those of revisions two months older than the latest only
-- take room. Not by the clock: a replay of old news must find its copies too.
DELETE FROM shingles
WHERE revision_id IN (
    SELECT revision_id FROM revisions
    WHERE fetched_at < (SELECT max(fetched_at) FROM revisions) - INTERVAL 60 DAY
);
