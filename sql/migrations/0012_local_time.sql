-- Local time: the zone that a moment of publication was stated in, so that "today" is the day it
-- was there; the hour of a meeting, by the clock of its place.

-- Minutes east of UTC as the page or the feed states them; NULL where nothing was stated.
ALTER TABLE revisions ADD COLUMN published_offset SMALLINT;
ALTER TABLE entries ADD COLUMN published_offset SMALLINT;
-- The local hour, where one is told (time_precision is then 'minute'), and what that clock is east
-- of UTC in minutes; NULL where neither the text nor the place nor the outlet tells.
ALTER TABLE meeting_mentions ADD COLUMN start_time TIME;
ALTER TABLE meeting_mentions ADD COLUMN utc_offset SMALLINT;
ALTER TABLE assertions ADD COLUMN start_time TIME;
ALTER TABLE assertions ADD COLUMN utc_offset SMALLINT;
ALTER TABLE meetings ADD COLUMN start_time TIME;
ALTER TABLE meetings ADD COLUMN utc_offset SMALLINT;
