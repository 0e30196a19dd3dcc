-- The same words across outlets: one row an utterance that several articles carry, those of most
-- outlets first, with its longest form, who had it first, who relayed it, and what others cut.
SELECT u.speaker_name AS speaker, u.wording, u.outlets, u.stories, u.wordings,
    u.first_outlet, u.first_said_at,
    (SELECT string_agg(DISTINCT w.via, ', ' ORDER BY w.via) FROM utterance_quotes AS w
     WHERE w.utterance_id = u.utterance_id) AS via,
    (SELECT string_agg(DISTINCT a.outlet || ': ' || w.cut, '; ' ORDER BY a.outlet || ': ' || w.cut)
     FROM utterance_quotes AS w JOIN articles AS a ON a.article_id = w.article_id
     WHERE w.utterance_id = u.utterance_id AND w.kind = 'cut' AND w.cut IS NOT NULL) AS cut_by,
    u.utterance_id, count(*) OVER () AS total
FROM utterances AS u
WHERE u.quotes > 1
  AND ($person IS NULL
        OR contains(strip_accents(lower(coalesce(u.speaker_name, ''))), strip_accents(lower($person))))
  AND ($since IS NULL OR CAST(u.first_said_at AS DATE) >= $since)
  AND ($until IS NULL OR CAST(u.first_said_at AS DATE) <= $until)
ORDER BY /*sort: speaker, wording, outlets, stories, wordings, first_outlet, first_said_at, via*/
    u.outlets DESC, u.first_said_at DESC, u.utterance_id
LIMIT $limit OFFSET $offset
