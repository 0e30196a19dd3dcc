-- Whether this session holds the one loader's lock (PostgreSQL).
SELECT count(*) > 0 FROM pg_locks
WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
  AND (classid::bigint << 32) | objid::bigint = %(key)s;
