-- The same words across outlets: one row an utterance that several articles carry, those of most
-- outlets first, with its longest form, who had it first, who relayed it, and what others cut.
WITH relayed AS (
    -- Of all only where they are the order.
    SELECT w.utterance_id, string_agg(DISTINCT w.via, ', ' ORDER BY w.via) AS via,
        string_agg(DISTINCT a.outlet || ': ' || w.cut, '; ' ORDER BY a.outlet || ': ' || w.cut)
            FILTER (WHERE w.kind = 'cut' AND w.cut IS NOT NULL) AS cut_by
    FROM utterance_quotes AS w
    SEMI JOIN utterances AS u ON u.utterance_id = w.utterance_id AND u.quotes > 1
    LEFT JOIN articles AS a ON a.article_id = w.article_id
    WHERE $sort IN ('via', '-via', 'cut_by', '-cut_by')
    GROUP BY w.utterance_id
), shown AS (
    SELECT u.utterance_id, u.speaker_name AS speaker, u.wording, u.outlets, u.stories, u.wordings,
        u.first_outlet, u.first_said_at, count(*) OVER () AS total
    FROM utterances AS u
    LEFT JOIN relayed AS r ON r.utterance_id = u.utterance_id
    WHERE u.quotes > 1
      AND ($person IS NULL
            OR contains(strip_accents(lower(coalesce(u.speaker_name, ''))), strip_accents(lower($person))))
      AND ($since IS NULL OR CAST(u.first_said_at AS DATE) >= $since)
      AND ($until IS NULL OR CAST(u.first_said_at AS DATE) <= $until)
    ORDER BY /*sort: speaker, wording, outlets, stories, wordings, first_outlet, first_said_at, via, cut_by*/
        u.outlets DESC, u.first_said_at DESC, u.utterance_id
    LIMIT $limit OFFSET $offset
), heard AS (
    SELECT w.utterance_id, string_agg(DISTINCT w.via, ', ' ORDER BY w.via) AS via,
        string_agg(DISTINCT a.outlet || ': ' || w.cut, '; ' ORDER BY a.outlet || ': ' || w.cut)
            FILTER (WHERE w.kind = 'cut' AND w.cut IS NOT NULL) AS cut_by
    FROM utterance_quotes AS w
    SEMI JOIN shown AS s ON s.utterance_id = w.utterance_id
    LEFT JOIN articles AS a ON a.article_id = w.article_id
    GROUP BY w.utterance_id
)
SELECT s.speaker, s.wording, s.outlets, s.stories, s.wordings, s.first_outlet, s.first_said_at, h.via,
    h.cut_by, s.utterance_id, s.total
FROM shown AS s
LEFT JOIN heard AS h ON h.utterance_id = s.utterance_id
ORDER BY /*sort*/ s.outlets DESC, s.first_said_at DESC, s.utterance_id
