-- Decisions that this resolution took in.
UPDATE people_edits SET applied_at = $now WHERE applied_at IS NULL
