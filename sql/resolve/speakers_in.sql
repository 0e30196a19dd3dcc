-- … then in: everybody who is quoted and takes part in no meeting, under the longest spelling.
INSERT INTO people (person_id, name, type, country, seeded, first_seen_at, updated_at)
SELECT q.speaker_id,
    coalesce(any_value(g.name), first(q.speaker_name ORDER BY length(q.speaker_name) DESC, q.speaker_name)),
    coalesce(any_value(g.type), first(q.speaker_kind ORDER BY q.speaker_kind)),
    any_value(g.country), coalesce(bool_or(g.seeded), false),
    min(coalesce(r.published_at, r.fetched_at)), $now
FROM quotes AS q
JOIN revisions AS r ON r.revision_id = q.revision_id
LEFT JOIN given AS g ON g.id = q.speaker_id
WHERE q.speaker_id IS NOT NULL
  AND q.speaker_id NOT IN (SELECT person_id FROM people)
GROUP BY q.speaker_id
