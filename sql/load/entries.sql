-- Entries of a feed: a new one waits to be fetched; a known one may have been retitled, which
-- does not make it new. But who changes a title mostly changes the text: its article is looked at
-- now, unless that was done a few minutes ago (some titles change with every poll).
UPDATE articles
SET next_look_at = retitled.seen_at, updated_at = $now
FROM (
    SELECT t.article_id, max(s.last_seen_at) AS seen_at
    FROM stg_entries AS s JOIN entries AS t ON t.entry_id = s.entry_id
    WHERE t.article_id IS NOT NULL AND s.title IS NOT NULL AND t.title <> s.title
      AND t.last_seen_at < s.last_seen_at
    GROUP BY t.article_id
) AS retitled
WHERE articles.article_id = retitled.article_id
  AND (articles.next_look_at IS NULL OR articles.next_look_at > retitled.seen_at)
  AND articles.last_fetched_at < retitled.seen_at - INTERVAL 9 MINUTE
  AND articles.withdrawn_at IS NULL;
MERGE INTO entries AS t
USING (FROM stg_entries
    QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY last_seen_at DESC) = 1) AS s
ON t.entry_id = s.entry_id
WHEN MATCHED AND t.last_seen_at < s.last_seen_at
  THEN UPDATE SET title = coalesce(s.title, t.title), url = coalesce(s.url, t.url),
    summary = coalesce(s.summary, t.summary), last_seen_at = s.last_seen_at, updated_at = $now,
    -- A link that was corrected is worth another try.
    next_try_at = CASE WHEN t.state = 'failed' AND s.url <> coalesce(t.url, '') THEN s.last_seen_at
        ELSE t.next_try_at END
WHEN NOT MATCHED
  THEN INSERT (entry_id, feed_id, entry_key, guid, url, title, summary, authors, published_at,
    published_offset, first_seen_at, last_seen_at, state, attempts, next_try_at, problem_kind, problem, updated_at)
  VALUES (s.entry_id, s.feed_id, s.entry_key, s.guid, s.url, s.title, s.summary, s.authors,
    s.published_at, s.published_offset, s.first_seen_at, s.last_seen_at, s.state, 0,
    -- A worker's clock may be ahead of the loader's: what was seen is due no later than now.
    CASE WHEN s.state = 'pending' THEN least(s.first_seen_at, $now) END, s.problem_kind, s.problem,
    $now);
