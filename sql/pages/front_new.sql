-- How many quotes and articles came in since a moment.
-- Parameter: since (naive UTC).
SELECT (SELECT count(*) FROM quotes WHERE loaded_at > $since) AS quotes,
    (SELECT count(*) FROM articles WHERE first_seen_at > $since) AS articles,
    (SELECT count(*) FROM alerts WHERE created_at > $since AND state = 'sent') AS mails
