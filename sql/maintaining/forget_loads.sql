-- Loads of long ago; the newest stays, since it tells how old the data is.
-- Parameter: before.
DELETE FROM loads
WHERE loaded_at < $before AND loaded_at < (SELECT max(loaded_at) FROM loads);
