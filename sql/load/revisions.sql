-- A changed text is a new revision with the next number; the same text again is nothing. Only
-- the address that an article is watched at makes revisions: its AMP or print twin, met by
-- another link, says the same in other surroundings.
MERGE INTO revisions AS t
USING (
    SELECT s.* REPLACE (
        CAST(coalesce(n.last_no, 0) + row_number() OVER (PARTITION BY s.article_id ORDER BY s.fetched_at)
            AS INTEGER) AS revision_no)
    FROM (FROM stg_revisions
        QUALIFY row_number() OVER (PARTITION BY revision_id ORDER BY fetched_at) = 1) AS s
    LEFT JOIN (SELECT article_id, max(revision_no) AS last_no FROM revisions GROUP BY article_id) AS n
        ON n.article_id = s.article_id
    ANTI JOIN revisions AS r ON r.revision_id = s.revision_id
    ANTI JOIN (SELECT article_id, fetch_url FROM articles WHERE fetch_url IS NOT NULL) AS a
        ON a.article_id = s.article_id AND a.fetch_url <> s.source_url
) AS s
ON t.revision_id = s.revision_id
WHEN NOT MATCHED
  THEN INSERT (revision_id, article_id, revision_no, title, authors, published_at, published_offset, modified_at,
    language, page_kind, body, text_hash, why, fetched_at, body_version, source_url, loaded_at)
  VALUES (s.revision_id, s.article_id, s.revision_no, s.title, s.authors, s.published_at,
    s.published_offset, s.modified_at, s.language, s.page_kind, s.body, s.text_hash, s.why, s.fetched_at,
    s.body_version, s.source_url, $now);
