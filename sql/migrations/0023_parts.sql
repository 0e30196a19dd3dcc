-- Whether a key of a mention is one body or country among others: only who names it alone is looked
-- for by that ("the NATO summit" for "Ann Lee and NATO"). Rows of before are made anew by the next
-- resolution, which is of another version.
ALTER TABLE assertion_pairs ADD COLUMN part BOOLEAN DEFAULT false;
