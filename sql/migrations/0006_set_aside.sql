-- One row that can't be worked on never stops the others: it stands here with its reason.

-- What a step could not work on. A later version of the step, or a row that is loaded anew,
-- is tried again.
CREATE TABLE set_aside (
    item_id      VARCHAR NOT NULL,   -- of the mention, quote, change or bundle
    kind         VARCHAR NOT NULL,   -- mention | quote | change | bundle
    step         VARCHAR NOT NULL,   -- the Dag
    version      VARCHAR NOT NULL,   -- of the code that failed
    article_id   VARCHAR,            -- NULL: not of one article
    problem      VARCHAR NOT NULL,   -- the error in words
    set_aside_at TIMESTAMP NOT NULL
);
