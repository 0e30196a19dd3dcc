-- What alerting needs beyond the first version: when an alert is due, which mail it went
-- with, and what recipients asked us not to send.

-- A mail is put together once: from then on `message_id` binds its alerts together, and a
-- retry sends the same alerts under the same id or none.
ALTER TABLE alerts ADD COLUMN schedule VARCHAR DEFAULT 'immediate';  -- immediate | hourly | daily | weekly
ALTER TABLE alerts ADD COLUMN due_at TIMESTAMP;      -- not before this moment
ALTER TABLE alerts ADD COLUMN zone VARCHAR;          -- of the watch, for the times in the mail
ALTER TABLE alerts ADD COLUMN aspect VARCHAR;        -- of the meeting: status | date | place | …
ALTER TABLE alerts ADD COLUMN value VARCHAR;         -- what was told of that aspect
ALTER TABLE alerts ADD COLUMN claimed_at TIMESTAMP;  -- when it was put into a mail
ALTER TABLE alerts ADD COLUMN sent_at TIMESTAMP;     -- when the server took it

-- What a recipient doesn't want: all of a watch (unsubscribed), or one meeting (muted).
-- Append-only; the newest row of a recipient, watch and meeting counts.
CREATE TABLE mutes (
    mute_id    VARCHAR NOT NULL,
    recipient  VARCHAR NOT NULL,
    watch      VARCHAR,            -- NULL: any
    meeting_id VARCHAR,            -- NULL: any
    muted      BOOLEAN NOT NULL,   -- false takes an earlier one back
    reason     VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL
);
