-- Every name under which somebody is quoted.
SELECT DISTINCT speaker_name AS name FROM quotes
WHERE speaker_name IS NOT NULL ORDER BY name
