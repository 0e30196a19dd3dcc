-- Every mention: first version, replaced by the closure over shared pairs of parties.
SELECT mention_id FROM assertions ORDER BY mention_id
