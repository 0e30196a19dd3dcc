-- What is kept of a site's robots.txt, unless it is too old (PostgreSQL).
SELECT kept FROM readout.robots WHERE origin = %(origin)s AND until > clock_timestamp();
