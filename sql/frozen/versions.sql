-- Which versions of which part made the facts of a snapshot, with how many rows each.
SELECT 'body extractor' AS part, body_version AS version, count(*) AS rows FROM revisions GROUP BY 2
UNION ALL
SELECT 'fact extractor', extractor_version, count(*) FROM extractions GROUP BY 2
UNION ALL
SELECT 'resolver', resolver_version, count(*) FROM meetings GROUP BY 2
UNION ALL
SELECT 'schema', CAST(max(version) AS VARCHAR), count(*) FROM schema_version
ORDER BY part, rows DESC, version
