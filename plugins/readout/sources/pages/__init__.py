"""From a fetched page to its article: text, title, authors, dates, and under which address.

Takes the bytes of one page and what the feed said of it; gives a `Body` or the reason why
there is none, and tells whether a text that was read before has changed. Opens no
connection and knows no feed.
"""
