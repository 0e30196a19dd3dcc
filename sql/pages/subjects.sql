-- The subjects that articles have, for a choice.
SELECT DISTINCT subject FROM extractions WHERE subject IS NOT NULL ORDER BY subject
