-- Every quote in force with who said it (by id), where its words stand, and which versions of
-- text and extractor it rests on: `WHERE speaker_id = '…'` lists all quotes of a person.
WITH places AS (
    SELECT quote_id, min(start_char) AS start_char, max(end_char) AS end_char
    FROM quote_spans
    WHERE part = 'content'
    GROUP BY quote_id
)
SELECT q.quote_id, q.speaker_id, coalesce(p.name, q.speaker_name) AS person, q.speaker_name,
    q.speaker_kind, q.speaker_sex, p.country, q.speaker_role, q.speaker_desc, q.content, q.type,
    q.cue_kind, q.via, q.addressee, q.confidence,
    coalesce(r.published_at, r.fetched_at) AS said_at, a.outlet, a.source_kind, r.title, a.url,
    q.article_id, q.revision_id, r.revision_no, s.start_char, s.end_char, q.extractor_version,
    q.speaker_version AS resolver_version
FROM quotes AS q
JOIN current_revisions AS c ON c.revision_id = q.revision_id
JOIN revisions AS r ON r.revision_id = q.revision_id
JOIN articles AS a ON a.article_id = q.article_id
LEFT JOIN people AS p ON p.person_id = q.speaker_id
LEFT JOIN places AS s ON s.quote_id = q.quote_id
