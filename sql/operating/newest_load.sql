-- When the newest load was, by the clock of then.
SELECT max(loaded_at) AS loaded_at FROM loads
