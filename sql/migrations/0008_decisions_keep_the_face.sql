-- Of a merge or an alias: name and type of who remains, as they were when it was decided. Without
-- them a body merged into a person lent the person its type, and its name where that is longer.
ALTER TABLE people_edits ADD COLUMN shown_name VARCHAR;
ALTER TABLE people_edits ADD COLUMN shown_type VARCHAR;
