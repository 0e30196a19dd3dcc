-- How many feeds are polled.
SELECT count(*) AS feeds FROM feeds WHERE active AND NOT coalesce(paused, false)
