-- The rest of the meetings of which a mention came in with round $round.
INSERT INTO temp.scope
SELECT DISTINCT o.mention_id, $round
FROM temp.scope AS s
JOIN meeting_links AS l ON l.mention_id = s.mention_id AND l.kind = 'linked'
JOIN meeting_links AS o ON o.meeting_id = l.meeting_id AND o.kind = 'linked'
ANTI JOIN temp.scope AS known ON known.mention_id = o.mention_id
WHERE s.round = $round
