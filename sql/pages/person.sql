-- One person, body or country by its id.
SELECT person_id, name, type, country, seeded, first_seen_at FROM people WHERE person_id = $ident
