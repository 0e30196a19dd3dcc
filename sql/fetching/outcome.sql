-- What became of the entries with this address.
-- Parameter: url.
SELECT e.entry_id, e.title, e.state, e.problem, e.next_try_at, e.article_id, r.title AS headline,
    r.page_kind, length(r.body) AS characters, r.fetched_at, a.look_problem
FROM entries AS e
LEFT JOIN articles AS a ON a.article_id = e.article_id
LEFT JOIN (FROM revisions QUALIFY revision_no = max(revision_no) OVER (PARTITION BY article_id)) AS r
    ON r.article_id = e.article_id
WHERE e.url = $url OR a.url = $url OR a.fetch_url = $url
ORDER BY e.entry_id;
