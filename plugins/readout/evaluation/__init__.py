"""How well the extraction does on text whose answer we know.

`gold` holds the answers, `markup` reads them from the files under tests/gate,
`names` decides when two names mean the same, `quote_scores` and `meeting_scores` compare,
`gate` holds a run against the pinned one. Nothing but `corpora` reads files, no models or clocks:
texts and predictions come in, figures go out.
"""
