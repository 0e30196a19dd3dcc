-- What was decided by hand about meetings: append-only, respected by every resolution. It
-- speaks of mentions, whose ids never change.
CREATE TABLE meeting_decisions (
    decision_id VARCHAR NOT NULL,
    kind        VARCHAR NOT NULL,   -- merge | apart | fix | undo
    subject     VARCHAR NOT NULL,   -- mention_id
    object      VARCHAR NOT NULL,   -- mention_id, field=value, or the decision_id taken back
    verdict     VARCHAR NOT NULL,   -- shared by the rows of one command
    score       DOUBLE,             -- what the model had given the pair
    note        VARCHAR,
    made_by     VARCHAR,
    made_at     TIMESTAMP NOT NULL,
    applied_at  TIMESTAMP           -- when a resolution took it in
);
