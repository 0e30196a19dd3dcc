"""Cutting a text into the pieces that are parsed: paragraphs, whatever their line ends.

Every character of the text belongs to exactly one piece, so that `"".join` of them is
the text again and offsets need no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 6_000
"""Characters of one piece. The parser's memory grows with the longest piece (about 10 kB
a character), and a real paragraph of a news text has under 2,000."""

_BREAK: Final = re.compile(r"[ \t]*\n\s*")
_SENTENCE: Final = re.compile(r"[.!?][”’\"')\]]*\s+")


def _wrapped(text: str, start: int, end: int) -> bool:
    """A single line end in mid-sentence: the line was wrapped, the paragraph goes on."""
    before = text[max(0, start - 1) : start]
    after = text[end : end + 1]
    return (
        text.count("\n", start, end) == 1
        and (before.isalpha() or before in {",", ";"})
        and after.islower()
    )


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An overlong paragraph in parts, at a sentence's end where there is one."""
    while end - start > LONGEST:
        cut = start
        for found in _SENTENCE.finditer(text, start + LONGEST // 2, start + LONGEST):
            cut = found.end()
        if cut == start:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = space + 1 if space >= 0 else start + LONGEST
        yield start, cut
        start = cut
    if end > start:
        yield start, end


def paragraphs(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each paragraph, the white space behind it included."""
    found: list[tuple[int, int]] = []
    start = 0
    for line_end in _BREAK.finditer(text):
        if line_end.start() == 0 or _wrapped(text, *line_end.span()):
            continue
        found.extend(_pieces(text, start, line_end.end()))
        start = line_end.end()
    found.extend(_pieces(text, start, len(text)))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of each sentence by its punctuation alone, no parser asked."""
    found: list[tuple[int, int]] = []
    for start, end in paragraphs(text):
        for stop in _SENTENCE.finditer(text, start, end):
            found.append((start, stop.end()))
            start = stop.end()
        if start < end:
            found.append((start, end))
    return found
