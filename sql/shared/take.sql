-- Take the one loader's lock, if it is free; it is the session's (PostgreSQL).
SELECT pg_try_advisory_lock(%(key)s);
