-- What a participant sounds like in every spelling of its name, and for a surname alone: how a
-- name that isn't told in full finds who kept its company. NULL in rows from before; those are
-- resolved again.
ALTER TABLE assertion_parties ADD COLUMN sound VARCHAR;
