-- The state of the lake that readers see, and since when (PostgreSQL).
SELECT version, at FROM readout.published;
