-- Let readers see this state of the lake (PostgreSQL). Never an older one: a publisher that was
-- held up must not turn the readers' clock back.
INSERT INTO readout.published AS p (version, at) VALUES (%(version)s, clock_timestamp())
ON CONFLICT (one) DO UPDATE SET version = excluded.version, at = excluded.at
WHERE p.version <= excluded.version;
