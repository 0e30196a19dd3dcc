-- What mentions say of a change of plan, so that a later report finds the meeting whose day it
-- moves; the article beside each pair of parties, so that an edited article finds what it said.
ALTER TABLE meeting_mentions ADD COLUMN change VARCHAR;      -- moved | postponed | cancelled
ALTER TABLE meeting_mentions ADD COLUMN planned_day DATE;    -- the day that had been planned
ALTER TABLE assertions ADD COLUMN change VARCHAR;
ALTER TABLE assertions ADD COLUMN planned_day DATE;
ALTER TABLE assertion_pairs ADD COLUMN article_id VARCHAR;
UPDATE assertion_pairs SET article_id = (
    SELECT a.article_id FROM assertions AS a WHERE a.mention_id = assertion_pairs.mention_id);
