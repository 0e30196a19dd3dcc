-- Pairs of meetings that may be one and that nobody has judged, the likeliest first: the score,
-- and the sentence of each; `meeting` keeps to those of one. `waiting` counts them all.
SELECT max(p.score) AS score, own.meeting_id AS meeting, p.meeting_id AS maybe,
  any_value(array_to_string(m.participants, ' · ')) AS who,
  any_value(m.start_day) AS day, any_value(o.start_day) AS maybe_day,
  arg_max(x.evidence, p.score) AS sentence, any_value(o.evidence) AS maybe_sentence,
  count(*) OVER () AS waiting
FROM meeting_links AS p
JOIN meeting_links AS own ON own.mention_id = p.mention_id AND own.kind = 'linked'
JOIN assertions AS x ON x.mention_id = p.mention_id
JOIN meetings AS m ON m.meeting_id = own.meeting_id
JOIN meetings AS o ON o.meeting_id = p.meeting_id
WHERE p.kind = 'proposed' AND own.meeting_id <> p.meeting_id
  AND ($meeting IS NULL OR $meeting IN (own.meeting_id, p.meeting_id))
  AND NOT EXISTS (FROM meeting_decisions AS d
    JOIN meeting_links AS s ON s.mention_id = d.subject AND s.kind = 'linked'
    JOIN meeting_links AS t ON t.mention_id = d.object AND t.kind = 'linked'
    WHERE d.kind = 'apart'
      AND d.decision_id NOT IN (SELECT object FROM meeting_decisions WHERE kind = 'undo')
      AND [s.meeting_id, t.meeting_id] IN
      ([own.meeting_id, p.meeting_id], [p.meeting_id, own.meeting_id]))
GROUP BY own.meeting_id, p.meeting_id
ORDER BY score DESC, meeting, maybe
LIMIT $most
