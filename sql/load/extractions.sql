-- An extraction replaces what an earlier one found in the same revision, in one transaction
-- with the new facts. Which extractor had read it before stays known: what is found now was
-- known to stand there, and is no news. The next resolution looks at the article.
INSERT INTO unresolved
SELECT DISTINCT s.article_id, $now FROM stg_extractions AS s ANTI JOIN unresolved AS u ON u.article_id = s.article_id;
DELETE FROM quote_spans WHERE revision_id IN (SELECT revision_id FROM stg_extractions);
DELETE FROM quotes WHERE revision_id IN (SELECT revision_id FROM stg_extractions);
DELETE FROM mention_participants WHERE revision_id IN (SELECT revision_id FROM stg_extractions);
DELETE FROM mention_evidence WHERE revision_id IN (SELECT revision_id FROM stg_extractions);
DELETE FROM meeting_mentions WHERE revision_id IN (SELECT revision_id FROM stg_extractions);
MERGE INTO extractions AS t
USING (FROM stg_extractions
    QUALIFY row_number() OVER (PARTITION BY revision_id ORDER BY extracted_at DESC) = 1) AS s
ON t.revision_id = s.revision_id
WHEN MATCHED THEN UPDATE SET
    former_version = CASE WHEN t.problem IS NULL AND t.extractor_version <> s.extractor_version
        THEN t.extractor_version ELSE t.former_version END,
    extractor_version = s.extractor_version, run_id = s.run_id,
    quotes = s.quotes, mentions = s.mentions, problem = s.problem, extracted_at = s.extracted_at,
    subject = s.subject, subject_share = s.subject_share
WHEN NOT MATCHED THEN INSERT BY NAME;
