-- Who holds the one loader's lock (PostgreSQL).
SELECT host(a.client_addr), a.pid, a.backend_start
FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted
  AND (l.classid::bigint << 32) | l.objid::bigint = %(key)s
LIMIT 1;
