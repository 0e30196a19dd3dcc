-- Of a mention without a day, from when to when the meeting can be that it means: whoever told that it
-- was held means none that is yet to come. NULL for those that name days.
ALTER TABLE assertion_pairs ADD COLUMN from_day DATE;
ALTER TABLE assertion_pairs ADD COLUMN to_day DATE;
UPDATE assertion_pairs SET
    from_day = said_day - CASE
        WHEN x.change IS NOT DISTINCT FROM 'moved' THEN 30
        WHEN x.status IN ('postponed', 'cancelled') THEN 2
        WHEN x.status IN ('held', 'under_way', 'denied') THEN 30 ELSE 1 END,
    to_day = said_day + CASE
        WHEN x.change IS DISTINCT FROM 'moved' AND x.status IN ('held', 'under_way') THEN 1 ELSE 45 END
FROM assertions AS x
WHERE x.mention_id = assertion_pairs.mention_id AND assertion_pairs.start_day IS NULL;
