-- Articles that could not be read this time are left out: a failure is no finding.
DELETE FROM temp.stg_extractions
WHERE problem IS NOT NULL AND revision_id IN (SELECT revision_id FROM extractions WHERE problem IS NULL);
