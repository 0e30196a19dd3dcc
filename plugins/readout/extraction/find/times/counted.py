"""Days told by how far they lie from one that stands behind: "a day after talks on Monday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span, Token

from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.find.times.patterns import NUMBERS
from readout.extraction.syntax.rules import is_on

_NUMBER: Final = "|".join(sorted(NUMBERS, key=len, reverse=True))
_ORDINAL: Final = ("first", "second", "third", "fourth", "fifth")
_COUNT: Final = re.compile(
    rf"(?i:\b(?:(?P<n>{_NUMBER}|\d{{1,2}}|the)\s+(?:days?|evening|morning|night)"
    r"\s+(?P<way>after|before)\b|the\s+(?P<eve>eve)\s+of\b"
    rf"|the\s+(?P<nth>{'|'.join(_ORDINAL)})\s+day\s+of\b"
    r"|\b(?P<same>hours|minutes)\s+(?:after|before)\b)(?=\s+\w))"
)
_FAR: Final = 90  # characters from the count to its day
# Only a clause that tells of the event goes on behind a comma.
_ASIDE: Final = re.compile(r"[;:()]|,(?!\s*(?:who|which|whom)\b)")
_DAYS: Final = frozenset({"date", "weekday", "day"})


def counted_from(
    sentence: Span, found: Sequence[TimeExpression]
) -> list[tuple[TimeExpression, Token]]:
    """The days of a sentence that are told by another one behind them, with the token of the
    count: "on the eve of Thursday's vote", "the second day of a visit that began on Monday"."""
    if not any(x.kind in _DAYS for x in found):
        return []  # most sentences tell no day to count from
    text, offset = sentence.text, sentence.start_char
    counted = []
    for match in _COUNT.finditer(text):
        at, end = match.start() + offset, match.end() + offset
        if any(x.span[0] < end and at < x.span[1] for x in found):
            continue  # "the day before yesterday" is a day itself
        origin = next((x for x in found if x.span[0] >= end and x.kind in _DAYS), None)
        count = _count(match)
        if origin is None or not origin.span[0] - end <= _FAR or origin.anchored or count is None:
            continue
        if _ASIDE.search(text, match.end(), origin.span[0] - offset):
            continue
        words = sentence.doc.char_span(at, end, alignment_mode="expand")
        if words is None or not is_on("time.counted"):
            continue
        span = (at, origin.span[1])
        expression = TimeExpression(
            "distance", span, count=count, unit="day", origin=origin, rule="time.counted"
        )
        root = next((t for t in words if t.pos_ == "NOUN"), words.root)
        counted.append((expression, root))
    return counted


def _count(match: re.Match[str]) -> int | None:
    if match["eve"]:
        return -1
    if match["same"]:
        return 0  # "hours after the quake struck on Monday"
    if match["nth"]:
        return _ORDINAL.index(match["nth"].lower())
    word = match["n"].lower()
    number = int(word) if word.isdecimal() else 1 if word == "the" else NUMBERS[word]
    if not number:
        return None  # "several days after" tells none
    return number if match["way"].lower() == "after" else -number


def is_within(expression: TimeExpression, trigger: Token) -> bool:
    """Whether a meeting is what a counted day counts from: "a day after *talks* with Bonar on
    Monday", "the day after Monday's *talks*"."""
    start, end = expression.span
    return start <= trigger.idx <= end + 1
