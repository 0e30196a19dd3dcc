"""Where the root element of a markup document begins, and whether it is a feed's.

Prologues are scanned by hand: a pattern that looks for the end of every comment takes time
with the square of a document that opens many and closes none.
"""

from __future__ import annotations

import re
from typing import Final

from readout.sources.charsets import charset_of, decode_markup

_BORDER: Final = re.compile(r"<!--|[<>\"']")
_FEED: Final = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_PROLOGUE_BYTES: Final = 300_000


def is_feed(content: bytes, content_type: str | None = None) -> bool:
    """Whether a document is a feed in XML, by its root element."""
    head = content[:_PROLOGUE_BYTES]
    # Nearly every page says so at once, and then nothing is decoded.
    if head[:200].lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return False
    text, _ = decode_markup(head, charset_of(content_type))
    return _FEED.match(text, root_start(text)) is not None


def root_start(text: str) -> int:
    """Where the root element begins; 0 when there is none. Linear in the text, whatever it is:
    what is opened and never closed ends the search."""
    position = 0
    while (start := text.find("<", position)) >= 0:
        if text[start + 1 : start + 2].isalpha():
            return start
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
        elif text.startswith("<?", start):
            end = text.find("?>", start + 2)
        elif text.startswith("<!", start):
            end = _declaration_end(text, start + 2)
        else:
            end = start
        if end < 0:
            return 0
        position = end + 1
    return 0


def _declaration_end(text: str, position: int) -> int:
    """The `>` that ends a declaration, its subset and quoted values skipped; -1 without."""
    depth = 1
    while found := _BORDER.search(text, position):
        token, position = found[0], found.end()
        if token in "\"'":
            position = text.find(token, position) + 1
        elif token == "<!--":
            position = text.find("-->", position) + 1
        else:
            depth += 1 if token == "<" else -1
            if depth == 0:
                return found.start()
        if position == 0:
            return -1
    return -1
