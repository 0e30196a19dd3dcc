-- Articles of which something was read, or that were withdrawn or came back, since a resolution took
-- in all that there was: a resolution looks at these alone for what is new and what is gone.
CREATE TABLE unresolved (
    article_id VARCHAR NOT NULL,
    since      TIMESTAMP NOT NULL   -- when it was loaded
);

-- What waited before there was this table.
INSERT INTO unresolved SELECT article_id, coalesce(updated_at, first_seen_at) FROM articles;
