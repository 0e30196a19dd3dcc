-- Every decision made by hand, oldest first.
SELECT edit_id, kind, subject, object, applied_at, shown_name, shown_type FROM people_edits ORDER BY made_at, edit_id
