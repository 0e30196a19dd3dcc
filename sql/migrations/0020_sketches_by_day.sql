ALTER TABLE shingles RENAME TO shingles_without_day;

-- Sampled shingle hashes of a revision, for recognising wire copies. They are searched by when
-- their text was told and forgotten by the day it was fetched; rows lie in the order of days, so
-- that DuckDB reads and drops whole row groups of them.
CREATE TABLE shingles (
    revision_id VARCHAR NOT NULL,
    article_id  VARCHAR NOT NULL,
    hash        UBIGINT NOT NULL,
    told_at     TIMESTAMP NOT NULL,
    day         DATE NOT NULL        -- when the revision was fetched
);
INSERT INTO shingles
SELECT s.revision_id, s.article_id, s.hash, coalesce(r.published_at, r.fetched_at), CAST(r.fetched_at AS DATE)
FROM shingles_without_day AS s
JOIN revisions AS r ON r.revision_id = s.revision_id AND r.page_kind IN ('article', 'paywall')
ORDER BY CAST(r.fetched_at AS DATE), s.revision_id;
DROP TABLE shingles_without_day;
