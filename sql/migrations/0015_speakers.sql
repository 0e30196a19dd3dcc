-- Who speaks, as an id that is the same across articles, and what the text tells of the speaker.

-- As in `people`; NULL where nobody is named, or where two persons of the name could be meant.
ALTER TABLE quotes ADD COLUMN speaker_id VARCHAR;
-- m | f, where title, kinship, pronoun or a first name of one sex only tells it; else NULL.
ALTER TABLE quotes ADD COLUMN speaker_sex VARCHAR;
-- Version of the resolver that sought `speaker_id`; NULL: not yet sought.
ALTER TABLE quotes ADD COLUMN speaker_version VARCHAR;
