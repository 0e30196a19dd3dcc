"""The way to a server and back: one client, polite, bounded, blind to private addresses.

Takes a URL and how much it may cost; gives an answer, or the reason why there is none
(nothing is raised), its bytes unpacked. Knows neither feeds nor articles.
"""
