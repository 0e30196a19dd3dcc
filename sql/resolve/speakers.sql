-- The quotes in `asked`, with who bears the name: in the meetings of the same article, and anywhere.
WITH wanted AS MATERIALIZED (
    SELECT q.quote_id, q.article_id, q.revision_id, q.speaker_name, q.speaker_kind, q.speaker_role,
        q.speaker_id
    FROM quotes AS q
    WHERE q.rowid IN (SELECT place FROM temp.asked)
      AND q.speaker_name IS NOT NULL AND q.speaker_kind IN ('person', 'org')
), here AS (
    SELECT p.article_id, p.name, list(DISTINCT p.party_id ORDER BY p.party_id) AS parties
    FROM assertion_parties AS p
    SEMI JOIN wanted AS w ON w.article_id = p.article_id AND w.speaker_name = p.name
    WHERE p.firm
    GROUP BY ALL
), anywhere AS (
    SELECT a.alias, count(DISTINCT a.person_id) AS bearers
    FROM people_aliases AS a
    SEMI JOIN wanted AS w ON w.speaker_name = a.alias
    GROUP BY a.alias
)
SELECT w.quote_id, w.article_id, w.speaker_name, w.speaker_kind, w.speaker_role, w.speaker_id,
    coalesce(h.parties, []) AS parties, coalesce(n.bearers, 0) AS bearers,
    coalesce(r.published_at, r.fetched_at) AS said_at
FROM wanted AS w
JOIN revisions AS r ON r.revision_id = w.revision_id
LEFT JOIN here AS h ON h.article_id = w.article_id AND h.name = w.speaker_name
LEFT JOIN anywhere AS n ON n.alias = w.speaker_name
ORDER BY w.quote_id
