-- MERGE in one loader keeps keys unique; this proves it for all keys that the load touched.
SELECT 'feeds' AS name, feed_id AS key FROM feeds GROUP BY feed_id HAVING count(*) > 1
UNION ALL
SELECT 'entries', entry_id FROM entries WHERE entry_id IN (SELECT entry_id FROM stg_entries)
GROUP BY entry_id HAVING count(*) > 1
UNION ALL
SELECT 'articles', article_id FROM articles WHERE article_id IN (SELECT article_id FROM stg_articles)
GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'revisions', revision_id FROM revisions
WHERE revision_id IN (SELECT revision_id FROM stg_revisions)
GROUP BY revision_id HAVING count(*) > 1
UNION ALL
SELECT 'quotes', quote_id FROM quotes WHERE quote_id IN (SELECT quote_id FROM stg_quotes)
GROUP BY quote_id HAVING count(*) > 1
UNION ALL
SELECT 'meeting_mentions', mention_id FROM meeting_mentions
WHERE mention_id IN (SELECT mention_id FROM stg_meeting_mentions)
GROUP BY mention_id HAVING count(*) > 1
UNION ALL
SELECT 'meetings', meeting_id FROM meetings WHERE meeting_id IN (SELECT meeting_id FROM stg_meetings)
GROUP BY meeting_id HAVING count(*) > 1
UNION ALL
SELECT 'alerts', alert_id FROM alerts WHERE alert_id IN (SELECT alert_id FROM stg_alerts)
GROUP BY alert_id HAVING count(*) > 1
LIMIT 20
