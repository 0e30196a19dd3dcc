-- A slot at a host, or how long to wait for one (PostgreSQL).
SELECT slot, wait, asked
FROM readout.take_turn(%(host)s, %(slots)s, %(gap)s, %(lease)s, %(holder)s);
