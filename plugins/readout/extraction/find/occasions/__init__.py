"""Words that may carry a meeting, with what their own clause says of it.

`triggers` takes a parsed text and gives candidates; `arguments` the phrases that may be their
parties, `status` how sure the clause is that they meet, `formats` and `topics` how and about what.
"""
