-- What people judged of single mentions: the extractor that had read it, so that precision can be
-- told by version also when the article was read again since.
ALTER TABLE meeting_decisions ADD COLUMN extractor_version VARCHAR;
