-- Only the words of docs/glossary.md are statuses, formats and precisions.
SELECT mention_id, status, format, time_precision FROM stg_meeting_mentions
WHERE status NOT IN ('possible', 'likely', 'scheduled', 'under_way', 'held', 'postponed',
        'cancelled', 'denied')
   OR format NOT IN ('in_person', 'call', 'video', 'mixed')
   OR time_precision NOT IN ('minute', 'day', 'week', 'month', 'year', 'unknown')
   OR (start_day IS NOT NULL AND end_day < start_day)
LIMIT 20
