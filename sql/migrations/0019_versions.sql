-- What a new version of Readout makes of reports already known is told apart from what outlets
-- report: it is never news.
ALTER TABLE meeting_changes ADD COLUMN reason VARCHAR;        -- version: no outlet reported it
ALTER TABLE meeting_changes ADD COLUMN old_version VARCHAR;   -- of extractor and resolver, where they differ
ALTER TABLE meeting_changes ADD COLUMN new_version VARCHAR;
ALTER TABLE meetings ADD COLUMN reported VARCHAR;             -- JSON: the values last reported; NULL: those of the row
ALTER TABLE extractions ADD COLUMN former_version VARCHAR;    -- of the extractor that had read it before
