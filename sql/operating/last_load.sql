-- The last load, whatever the clock said.
SELECT load_id FROM loads ORDER BY rowid DESC LIMIT 1;
