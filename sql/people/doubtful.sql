-- Participants that could not be told for sure, with whom they may be.
SELECT q.name AS stated, q.how, q.mention_id, q.article_id, q.candidates,
    (SELECT list(c.name ORDER BY c.name) FROM people AS c
     WHERE list_contains(q.candidates, c.person_id)) AS candidate_names
FROM assertion_parties AS q JOIN assertions AS x ON x.mention_id = q.mention_id AND x.active
WHERE NOT q.firm
ORDER BY x.published_at DESC, q.mention_id, q.position
LIMIT $most
