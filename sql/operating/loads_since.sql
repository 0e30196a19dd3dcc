-- Which steps loaded something since a load, by the order of loads and not by the clock, which may
-- have been set back; all of them when that load is forgotten.
-- Parameter: load.
SELECT DISTINCT step FROM loads
WHERE rowid > coalesce((SELECT max(rowid) FROM loads WHERE load_id = $load), -1);
