-- What all machines of a shared installation must agree on, beside the lake's catalogue
-- (PostgreSQL): which state of the lake is published, turns at hosts, robots.txt files.
BEGIN;
-- Two that begin at once would both make it.
SELECT pg_advisory_xact_lock(7);
CREATE SCHEMA IF NOT EXISTS readout;
CREATE TABLE IF NOT EXISTS readout.published (
    one bool PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL, at timestamptz NOT NULL
);
CREATE TABLE IF NOT EXISTS readout.turns (
    host text NOT NULL, slot int NOT NULL, holder text, held_until timestamptz NOT NULL,
    PRIMARY KEY (host, slot)
);
CREATE TABLE IF NOT EXISTS readout.hosts (
    host text PRIMARY KEY, free_at timestamptz NOT NULL, wish_until timestamptz
);
CREATE TABLE IF NOT EXISTS readout.robots (
    origin text PRIMARY KEY, until timestamptz NOT NULL, kept text NOT NULL
);
-- One short transaction decides: the host's row is the lock, the server's clock the time.
CREATE OR REPLACE FUNCTION readout.take_turn(
    whose text, slots int, gap float8, lease float8, who text,
    OUT slot int, OUT wait float8, OUT asked bool
) LANGUAGE plpgsql AS $body$
DECLARE
    state readout.hosts;
    now_ timestamptz;
BEGIN
    INSERT INTO readout.hosts AS h (host, free_at) VALUES (whose, '-infinity')
    ON CONFLICT (host) DO NOTHING;
    SELECT * INTO state FROM readout.hosts AS h WHERE h.host = whose FOR UPDATE;
    now_ := clock_timestamp();
    IF state.wish_until > now_ AND state.wish_until >= state.free_at THEN
        wait := extract(epoch FROM state.wish_until - now_);
        asked := true;
        RETURN;
    END IF;
    IF state.free_at > now_ THEN
        wait := extract(epoch FROM state.free_at - now_);
        asked := false;
        RETURN;
    END IF;
    SELECT n INTO slot FROM generate_series(0, slots - 1) AS n
    WHERE NOT EXISTS (
        SELECT 1 FROM readout.turns AS t
        WHERE t.host = whose AND t.slot = n AND t.held_until > now_
    ) ORDER BY n LIMIT 1;
    IF slot IS NULL THEN
        wait := 0;
        asked := false;
        RETURN;
    END IF;
    INSERT INTO readout.turns AS t (host, slot, holder, held_until)
    VALUES (whose, slot, who, now_ + make_interval(secs => lease))
    ON CONFLICT ON CONSTRAINT turns_pkey
    DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until;
    UPDATE readout.hosts AS h SET free_at = now_ + make_interval(secs => gap)
    WHERE h.host = whose;
END $body$;
COMMIT;
