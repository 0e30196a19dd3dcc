-- Nothing is left that this resolution has not looked at.
DELETE FROM unresolved
