-- Which steps loaded something since.
-- Parameter: since.
SELECT DISTINCT step FROM loads WHERE loaded_at > CAST($since AS TIMESTAMP);
