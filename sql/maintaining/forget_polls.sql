-- Polls of long ago; the newest of each feed stays, so that a feed that is no longer polled still
-- says how it ended.
-- Parameter: before.
DELETE FROM polls
WHERE polled_at < $before
    AND poll_id NOT IN (SELECT arg_max(poll_id, polled_at) FROM polls GROUP BY feed_id);
