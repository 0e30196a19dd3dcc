-- The spans of the quotes of one revision.
SELECT quote_id, part, position, start_char, end_char
FROM quote_spans
WHERE revision_id = $revision
ORDER BY quote_id, part, position
