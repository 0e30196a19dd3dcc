-- Decisions about meetings that this resolution took in.
UPDATE meeting_decisions SET applied_at = $now WHERE applied_at IS NULL
