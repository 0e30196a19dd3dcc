-- The warehouse in a screenful: how much there is of what, and when it last grew.
SELECT 'feeds' AS what, count(*) AS count,
    concat(count(*) FILTER (health IN ('ailing', 'down') AND NOT coalesce(paused, false)), ' in trouble') AS note FROM feeds WHERE active
UNION ALL
SELECT 'entries', count(*), concat(count(*) FILTER (state = 'pending'), ' waiting, ',
    count(*) FILTER (state IN ('failed', 'gone')), ' failed') FROM entries
UNION ALL
SELECT 'articles', count(*), concat(count(DISTINCT outlet), ' outlets') FROM articles
UNION ALL
SELECT 'revisions', count(*), concat(count(*) FILTER (revision_no > 1), ' edits') FROM revisions
UNION ALL
SELECT 'quotes', count(*), concat(count(*) FILTER (speaker_name IS NOT NULL), ' with a speaker by name')
FROM quotes
UNION ALL
SELECT 'meeting mentions', count(*), concat(count(DISTINCT article_id), ' articles') FROM meeting_mentions
UNION ALL
SELECT 'meetings', count(*), concat(count(*) FILTER (contradicted), ' contradicted') FROM meetings
UNION ALL
SELECT 'meeting changes', count(*), coalesce(concat('last ', strftime(max(changed_at), '%Y-%m-%d %H:%M'),
    ' UTC'), '') FROM meeting_changes
UNION ALL
SELECT 'alerts', count(*), concat(count(*) FILTER (state = 'sent'), ' sent, ',
    count(*) FILTER (state IN ('pending', 'sending')), ' waiting, ', count(*) FILTER (state = 'held'),
    ' held back, ', count(*) FILTER (state = 'failed'), ' failed') FROM alerts
UNION ALL
SELECT 'loads', count(*), coalesce(concat('last ', strftime(max(loaded_at), '%Y-%m-%d %H:%M'), ' UTC'), '')
FROM loads
