-- Every span of a quote in this load is the stored body's text at that place.
SELECT s.quote_id, s.part, s.start_char, s.end_char, s.text
FROM stg_quote_spans AS s
JOIN revisions AS r ON r.revision_id = s.revision_id
WHERE substr(r.body, s.start_char + 1, s.end_char - s.start_char) IS DISTINCT FROM s.text
   OR s.end_char <= s.start_char
LIMIT 20
