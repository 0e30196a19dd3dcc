-- Keep what a site's robots.txt said (PostgreSQL).
INSERT INTO readout.robots (origin, until, kept)
VALUES (%(origin)s, to_timestamp(%(until)s), %(kept)s)
ON CONFLICT (origin) DO UPDATE SET until = excluded.until, kept = excluded.kept;
