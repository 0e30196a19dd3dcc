-- A turn is over: the gap counts from now, and a host's own wish is kept (PostgreSQL).
WITH mine AS (
    UPDATE readout.turns SET held_until = '-infinity'
    WHERE host = %(host)s AND slot = %(slot)s AND holder = %(holder)s
    RETURNING host
)
UPDATE readout.hosts AS h
SET free_at = greatest(h.free_at, clock_timestamp() + make_interval(secs => %(gap)s)),
    wish_until = coalesce(
        clock_timestamp() + make_interval(secs => %(wish)s::float8), h.wish_until)
FROM mine WHERE h.host = mine.host;
