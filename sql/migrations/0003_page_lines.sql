-- Lines that may be a site's rather than an article's, by hash: what the filter of repeated
-- lines remembers of earlier pages. Short-lived: see sql/load/page_lines.sql.
CREATE TABLE page_lines (
    site        VARCHAR NOT NULL,    -- registered domain; an IP address with its port
    article_id  VARCHAR NOT NULL,
    hash        UBIGINT NOT NULL,    -- of the line, blanks and case aside
    is_sentence BOOLEAN NOT NULL,    -- it reads like one: then it must stand on more pages
    seen_at     TIMESTAMP NOT NULL
);
