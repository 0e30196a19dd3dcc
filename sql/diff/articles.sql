-- Articles that came, were edited or were taken back from snapshot `a` to the later `b`.
WITH was AS (
    SELECT x.article_id, x.url, x.withdrawn_at, max(r.revision_no) AS texts
    FROM a.articles AS x LEFT JOIN a.revisions AS r ON r.article_id = x.article_id
    GROUP BY ALL
), now_ AS (
    SELECT x.article_id, x.url, x.withdrawn_at, max(r.revision_no) AS texts
    FROM b.articles AS x LEFT JOIN b.revisions AS r ON r.article_id = x.article_id
    GROUP BY ALL
)
SELECT 'article' AS what, 'new' AS kind, article_id AS id, url AS about, NULL AS field,
    NULL AS before, NULL AS after
FROM now_ ANTI JOIN was USING (article_id)
UNION ALL
SELECT 'article', 'gone', article_id, url, NULL, NULL, NULL FROM was ANTI JOIN now_ USING (article_id)
UNION ALL
SELECT 'article', 'changed', n.article_id, n.url, f.field, f.before, f.after
FROM was AS w
JOIN now_ AS n ON n.article_id = w.article_id,
LATERAL (VALUES ('texts', CAST(w.texts AS VARCHAR), CAST(n.texts AS VARCHAR)),
    ('withdrawn_at', CAST(w.withdrawn_at AS VARCHAR), CAST(n.withdrawn_at AS VARCHAR)))
    AS f (field, before, after)
WHERE f.before IS DISTINCT FROM f.after
ORDER BY kind, id, field
