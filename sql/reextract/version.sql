-- The version of the extractor that read again.
SELECT max(extractor_version) AS version FROM stg_extractions
