-- Who of a mention's persons and groups acts for which country: "party country". NULL in rows from
-- before.
ALTER TABLE assertions ADD COLUMN acts VARCHAR[];
-- Names of those who were to come to a meeting and for whom others come.
ALTER TABLE meeting_mentions ADD COLUMN replaced VARCHAR[];
-- Ids of those names.
ALTER TABLE assertions ADD COLUMN replaced VARCHAR[];
-- The office that a participant is told to bear, where it is known by itself ("Faroese fisheries
-- minister"); '' for others.
ALTER TABLE assertion_parties ADD COLUMN office VARCHAR;
-- Of an office without a name whose bearer was found, what he sounds like; '' for others.
ALTER TABLE assertion_parties ADD COLUMN bearer VARCHAR;
