-- How the fetch of an entry's page went. A failure is a row with a reason, never a lost entry.
MERGE INTO entries AS t
USING (FROM stg_entry_outcomes
    QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY attempts DESC, updated_at DESC) = 1) AS s
ON t.entry_id = s.entry_id
WHEN MATCHED AND NOT (t.state = 'fetched' AND s.state <> 'fetched')
  THEN UPDATE SET state = s.state, attempts = s.attempts, next_try_at = s.next_try_at,
    problem_kind = s.problem_kind, problem = s.problem,
    article_id = coalesce(s.article_id, t.article_id), updated_at = $now;
