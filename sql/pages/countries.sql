-- The countries that somebody in the news is or acts for, for a choice.
SELECT DISTINCT country FROM (
    SELECT country FROM people WHERE country IS NOT NULL
    UNION
    SELECT name FROM people WHERE type = 'country'
)
ORDER BY lower(country)
LIMIT 1000
