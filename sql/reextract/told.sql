-- The differences that one run of re-extraction found.
SELECT fact, kind, article_id, what, old_version, new_version, applied
FROM reextractions WHERE run_id = $run_id ORDER BY fact, kind, article_id, what
