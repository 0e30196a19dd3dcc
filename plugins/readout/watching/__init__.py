"""Who must hear what, and why: the watches of the user, matched against changes."""
