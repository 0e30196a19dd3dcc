-- The spellings under which somebody is known; where each comes from.
SELECT alias, source, first_seen_at FROM people_aliases WHERE person_id = $ident
ORDER BY length(alias) DESC, alias
