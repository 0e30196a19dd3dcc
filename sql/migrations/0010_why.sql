-- Which rules made a fact: a JSON object, part of the fact → name of the rule (docs/rules.md).

-- JSON: the rules for the words, the speaker and who relayed them; NULL in rows from before.
ALTER TABLE quotes ADD COLUMN why VARCHAR;
-- JSON: the rules for the occasion, its status, time, place and parties; NULL in rows from before.
ALTER TABLE meeting_mentions ADD COLUMN why VARCHAR;
