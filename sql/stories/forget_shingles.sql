-- Sketches are compared within days; those of revisions two months old only take room.
DELETE FROM shingles
WHERE revision_id IN (SELECT revision_id FROM revisions WHERE fetched_at < $now - INTERVAL 60 DAY);
