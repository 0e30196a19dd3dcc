"""From a list of feeds to their entries: which are due, what a poll brought, what is new.

Takes a row of `feeds` and a fetcher; gives entries and the feed's next state. Reads RSS,
RDF, Atom, CDF, JSON Feed and OPML, and finds the feeds that a page names.
"""
