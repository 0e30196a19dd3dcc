-- What articles called somebody, newest first: claims, which may disagree.
SELECT arg_max(role, length(regexp_replace(role, '[^A-Z]', '', 'g'))) AS role, count(DISTINCT outlet) AS outlets, min(asserted_at) AS first_at,
    max(asserted_at) AS last_at, arg_max(evidence, asserted_at) AS evidence,
    arg_max(outlet, asserted_at) AS outlet, arg_max(article_id, asserted_at) AS article_id
FROM role_claims
WHERE person_id = $ident
GROUP BY lower(replace(role, '.', ''))
ORDER BY last_at DESC, role
LIMIT 100
