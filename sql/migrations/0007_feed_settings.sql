-- What the feed list says of one feed beyond its section and publisher.

-- What the user calls it; NULL leaves the feed's own title.
ALTER TABLE feeds ADD COLUMN name VARCHAR;
-- A fixed time between two polls; NULL is learnt from how often it publishes.
ALTER TABLE feeds ADD COLUMN poll_minutes INTEGER;
-- Of its articles, as two letters; NULL is told by each text.
ALTER TABLE feeds ADD COLUMN language VARCHAR;
-- On the list, and not polled until it is taken out of this state.
ALTER TABLE feeds ADD COLUMN paused BOOLEAN DEFAULT false;
