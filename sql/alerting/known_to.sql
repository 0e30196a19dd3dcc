-- Watches that have told something, and who was told: names that a command may be given.
SELECT DISTINCT 'watch' AS what, watch AS name FROM alerts
UNION
SELECT DISTINCT 'recipient', recipient FROM alerts
ORDER BY what, name;
