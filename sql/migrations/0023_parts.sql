-- Rows of before are made anew by the next resolution, which is of another version.

-- Whether the key is one body or country among other parties of the mention: only who names it alone
-- is compared by it ("the NATO summit" with "Ann Lee and NATO").
ALTER TABLE assertion_pairs ADD COLUMN part BOOLEAN DEFAULT false;
