-- Who said what: one row a quote, from the newest extracted revision of each article, the
-- newest article first. `said_at` is the article's publication, or when it was fetched. `person`
-- is part of a name, or the id of a person: then all quotes of that person and of nobody else.
WITH later AS (
    SELECT r.article_id, max(r.revision_no) AS revision_no
    FROM revisions AS r
    SEMI JOIN extractions AS x ON x.revision_id = r.revision_id
    WHERE r.revision_no > 1
    GROUP BY r.article_id
), texts AS MATERIALIZED (
    -- Those in force, whatever they are narrowed down by: five times fewer than quotes.
    SELECT r.revision_id, coalesce(r.published_at, r.fetched_at) AS said_at, a.outlet
    FROM revisions AS r
    JOIN articles AS a ON a.article_id = r.article_id
    LEFT JOIN later AS l ON l.article_id = r.article_id
    WHERE r.revision_no >= coalesce(l.revision_no, 1)
      AND ($outlet IS NULL OR a.outlet = $outlet)
      AND ($subject IS NULL
            OR r.revision_id IN (SELECT revision_id FROM extractions WHERE subject = $subject))
      AND ($since IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) >= $since)
      AND ($until IS NULL OR CAST(coalesce(r.published_at, r.fetched_at) AS DATE) <= $until)
), shown AS (
    -- Only what is compared; the rest is read for those that are shown.
    SELECT q.quote_id, t.said_at, count(*) OVER () AS total
    FROM quotes AS q
    JOIN texts AS t ON t.revision_id = q.revision_id
    WHERE ($person IS NULL OR q.speaker_id = $person
            OR contains(strip_accents(lower(coalesce(q.speaker_name, q.speaker_desc, ''))),
                strip_accents(lower($person)))
            OR list_contains(list_transform(q.candidates,
                lambda x: contains(strip_accents(lower(x)), strip_accents(lower($person)))), true))
      AND ($type IS NULL OR q.type = $type)
      AND ($kind IS NULL OR q.speaker_kind = $kind)
      AND ($via IS NULL
            OR contains(strip_accents(lower(coalesce(q.via, ''))), strip_accents(lower($via))))
    ORDER BY /*sort: speaker_name, content, type, confidence, outlet, said_at*/
        said_at DESC, q.article_id, q.position
    LIMIT $limit OFFSET $offset
), cues AS (
    SELECT p.quote_id, string_agg(p.text, ' … ' ORDER BY p.position) AS cue
    FROM quote_spans AS p
    SEMI JOIN shown AS s ON s.quote_id = p.quote_id
    WHERE p.part = 'cue'
    GROUP BY p.quote_id
)
SELECT q.quote_id, q.speaker_name, q.speaker_id, q.speaker_kind, q.speaker_sex, q.speaker_role,
    q.speaker_desc, q.candidates, q.content, c.cue, q.type, q.cue_kind, q.via, q.addressee,
    x.subject, q.confidence, s.said_at,
    r.published_at, a.outlet, a.source_kind, r.title, q.article_id, q.revision_id, a.url, s.total
FROM shown AS s
JOIN quotes AS q ON q.quote_id = s.quote_id
JOIN revisions AS r ON r.revision_id = q.revision_id
JOIN articles AS a ON a.article_id = q.article_id
LEFT JOIN extractions AS x ON x.revision_id = q.revision_id
LEFT JOIN cues AS c ON c.quote_id = s.quote_id
ORDER BY /*sort*/ s.said_at DESC, q.article_id, q.position
