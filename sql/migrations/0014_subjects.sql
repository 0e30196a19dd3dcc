-- What the article is about: a top concept of the IPTC Media Topics (readout.lexicon.subjects),
-- NULL where none stands out or where nobody looked. Rows from before get it when they are read
-- again (`reextract`).
ALTER TABLE extractions ADD COLUMN subject VARCHAR;
ALTER TABLE extractions ADD COLUMN subject_share DOUBLE;
