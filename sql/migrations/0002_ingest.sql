-- What polling and fetching remember beyond the first version.

-- What the feed turned out to be (rss20, atom10, json …), as its parser names it.
ALTER TABLE feeds ADD COLUMN format VARCHAR;
-- Polls in a row that brought nothing new; every so often the feed is then asked by date only,
-- so that a server whose ETag got stuck does not silence it.
ALTER TABLE feeds ADD COLUMN quiet_polls INTEGER DEFAULT 0;

-- Where the article is fetched (a twin of its canonical url, perhaps), and that answer's validators.
ALTER TABLE articles ADD COLUMN fetch_url VARCHAR;
ALTER TABLE articles ADD COLUMN etag VARCHAR;
ALTER TABLE articles ADD COLUMN last_modified VARCHAR;
-- Of the last look that failed, in words; NULL when it went well.
ALTER TABLE articles ADD COLUMN look_problem VARCHAR;

-- The address that this text came from: only one address of an article makes revisions.
ALTER TABLE revisions ADD COLUMN source_url VARCHAR;
