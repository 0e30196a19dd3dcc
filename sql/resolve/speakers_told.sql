-- What was found of who speaks.
UPDATE quotes SET speaker_id = g.speaker, speaker_version = $version
FROM given AS g
WHERE quotes.quote_id = g.id
