-- The spans of those quotes.
INSERT INTO quote_spans BY NAME
FROM stg_quote_spans
QUALIFY row_number() OVER (PARTITION BY quote_id, part, position ORDER BY start_char) = 1;
