"""Lines that say when, or by whom, and nothing else: no text of an article."""

from __future__ import annotations

import re
from typing import Final

from readout.lexicon.promotions import stamps

_STAMP_WORDS: Final = 14
_STAMP_CHARS: Final = 100
_TOKEN: Final = re.compile(r"[^\W_]+")
_BYLINE: Final = re.compile(
    r"^(?:By|Von|Par|Por|Door|Av|Tekst|Text|Story by|Words by|Written by|Reporting by):? "
    r"(?:[A-ZÀ-ÞŁŚŻ][\w.’'-]+(?:,? (?:and|und|et|y|en|og|och|&) | |, |$)){2,8}$"
)


def is_stamp(line: str) -> bool:
    """Whether a line is a time stamp and nothing else: “Updated at 10:32 GMT”, “3 hours
    ago”, “5 min read”, or two in one (“3 May 2026, updated 4 May”). A sentence that begins like
    one (“A week ago they met”) is none."""
    if len(line) > _STAMP_CHARS:
        return False
    tokens = _TOKEN.findall(line.lower())
    if not tokens or len(tokens) > _STAMP_WORDS or not any(t[0].isdigit() for t in tokens):
        return False
    heads, words = stamps()
    place = 0
    while place < len(tokens):
        if tokens[place][0].isdigit() or tokens[place] in words:
            place += 1
            continue
        head = next((n for n in (3, 2, 1) if tuple(tokens[place : place + n]) in heads), 0)
        if not head:
            return False
        place += head
    return True


def is_byline(line: str) -> bool:
    """Whether a line is “By” and names. Meant for the head of a text."""
    return len(line.split()) <= 10 and _BYLINE.match(line) is not None
