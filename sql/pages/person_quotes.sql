-- What somebody said, newest first.
SELECT quote_id, speaker_name, content, type, via, confidence, outlet, said_at
FROM quotes_with_person
WHERE speaker_id = $ident
ORDER BY said_at DESC, article_id, start_char
LIMIT 200
