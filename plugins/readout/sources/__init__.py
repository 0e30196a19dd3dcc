"""Where the news comes in.

`urls` ← `http` ← `feeds`, `pages`; `archive` stands alone. Feeds and pages don't know each
other: what leads from an entry to its page is a row, and the step that fetches it.
"""
