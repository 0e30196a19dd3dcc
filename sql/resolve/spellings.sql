-- Every spelling that a participant was ever given; decisions by hand are about spellings.
SELECT DISTINCT name FROM assertion_parties ORDER BY name
