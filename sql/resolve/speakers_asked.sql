-- Where the quotes stand whose speaker is to be told by id: those not yet sought by this version (at
-- most $limit, of them those in `only` if it is given); those that the mentions of this load give
-- another answer: of their articles, and of names that several people bear; and those of `given` names
-- or ids. A table of its own, since of a subquery DuckDB guesses how many rows it has.
CREATE OR REPLACE TEMP TABLE asked AS
WITH named AS MATERIALIZED (
    SELECT DISTINCT article_id, name FROM stg_assertion_parties
), names AS MATERIALIZED (
    SELECT a.alias AS name FROM people_aliases AS a
    SEMI JOIN named AS n ON n.name = a.alias
    GROUP BY a.alias HAVING count(DISTINCT a.person_id) > 1
    UNION
    SELECT id FROM given
)
(
    SELECT q.rowid AS place FROM quotes AS q
    WHERE q.speaker_version IS DISTINCT FROM $version
      AND q.speaker_name IS NOT NULL AND q.speaker_kind IN ('person', 'org')
      AND ($only IS NULL OR list_contains(CAST($only AS VARCHAR[]), q.quote_id))
    ORDER BY q.quote_id LIMIT $limit
)
UNION
SELECT q.rowid FROM quotes AS q
SEMI JOIN named AS n ON n.article_id = q.article_id AND n.name = q.speaker_name
UNION
SELECT q.rowid FROM quotes AS q SEMI JOIN names AS n ON n.name = q.speaker_name
UNION
SELECT q.rowid FROM quotes AS q SEMI JOIN given AS g ON g.id = q.speaker_id
