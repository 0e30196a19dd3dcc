-- The mentions of the closure.
SELECT mention_id FROM temp.scope ORDER BY mention_id
