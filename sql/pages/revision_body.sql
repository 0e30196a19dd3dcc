-- The text of one revision.
SELECT body FROM revisions WHERE revision_id = $revision
