-- Sketches are compared within days; those of revisions two months older than the latest only
-- take room. Not by the clock: a replay of old news must find its copies too. By whole days, of
-- which DuckDB drops whole row groups.
DELETE FROM shingles
WHERE day < (SELECT CAST(max(fetched_at) - INTERVAL 60 DAY AS DATE) FROM revisions);
