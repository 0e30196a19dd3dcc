-- One row a poll, with the number of entries that were new to us counted against the warehouse.
-- Runs before the entries are merged (see the order of relations in storage/staging.py). A poll's
-- time is part of its key: named in ON, it lets DuckDB pass over the row groups of other days.
MERGE INTO polls AS t
USING (
    SELECT p.* REPLACE (coalesce(n.new_entries, 0) AS new_entries)
    FROM (FROM stg_polls QUALIFY row_number() OVER (PARTITION BY poll_id ORDER BY polled_at) = 1) AS p
    LEFT JOIN (
        SELECT s.feed_id, count(DISTINCT s.entry_id) AS new_entries
        FROM stg_entries AS s ANTI JOIN entries AS e ON e.entry_id = s.entry_id
        GROUP BY s.feed_id
    ) AS n ON n.feed_id = p.feed_id
) AS s
ON t.poll_id = s.poll_id AND t.polled_at = s.polled_at
WHEN NOT MATCHED THEN INSERT BY NAME;
