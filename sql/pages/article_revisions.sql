-- The revisions of an article, the first first, with what an extractor found in each.
SELECT r.revision_id, r.revision_no, r.title, r.authors, r.published_at, r.modified_at, r.language,
    r.page_kind, r.fetched_at, r.source_url, x.quotes, x.mentions, x.problem, x.extractor_version
FROM revisions AS r
LEFT JOIN extractions AS x ON x.revision_id = r.revision_id
WHERE r.article_id = $ident
ORDER BY r.revision_no
