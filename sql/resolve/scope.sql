-- The mentions that are looked at, each with the round in which it came in.
SELECT mention_id, round FROM temp.scope ORDER BY mention_id
