-- What one Airflow run of extract_facts found: the revisions that it read.
SELECT x.article_id, x.revision_id, x.quotes, x.mentions, x.problem, x.extracted_at, r.title,
    a.outlet
FROM extractions AS x
JOIN revisions AS r ON r.revision_id = x.revision_id
JOIN articles AS a ON a.article_id = x.article_id
WHERE x.run_id = $run
ORDER BY x.mentions DESC, x.quotes DESC, x.article_id
LIMIT 500
