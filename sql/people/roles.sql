-- The roles that articles gave a person, with the first and last day and how many articles said so.
SELECT role, min(asserted_at) AS since, max(asserted_at) AS until, count(DISTINCT article_id) AS articles,
    arg_max(outlet, asserted_at) AS outlet, arg_max(evidence, asserted_at) AS evidence
FROM role_claims WHERE person_id = $person_id
GROUP BY role ORDER BY until DESC, role
