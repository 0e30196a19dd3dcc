"""Where the news comes in: addresses, feeds, pages, their bodies, and the raw archive."""
