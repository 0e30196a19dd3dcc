"""Interviews printed as a script: "PENCE: We will go." – one line, one quote, no marks needed."""

from __future__ import annotations

import re
from typing import Final

from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.quotepage import QuotePage

_LINE: Final = re.compile(
    r"[\"“”']?((?:[A-Z][A-Z.’'-]+ ){0,3}[A-Z][A-Z’'-]{2,})(?: \([^)]{1,40}\))?: +(?=\S)"
)
_LEAST: Final = 3  # lines of this form before a text counts as a script


def transcript(page: QuotePage) -> list[Report]:
    """The spoken lines of a text that holds at least three of them."""
    text = page.text
    lines: list[tuple[int, int, int, int]] = []
    for low, high in page.paragraphs:
        match = _LINE.match(text, low, high)
        if match is not None:
            lines.append((match.end(), high, match.start(1), match.end(1)))
    if len(lines) < _LEAST:
        return []
    found: list[Report] = []
    for start, end, name_start, name_end in lines:
        span = page.trim(start, end)
        if span is None:
            continue
        source = page.doc[page.token_before(name_end)]
        marked = [n for n, m in enumerate(page.outer) if m.start < end and m.end > name_start]
        found.append(
            Report(
                [span],
                None,
                None,
                source,
                (name_start, name_end),
                "direct_colon",
                marked=marked,
                direct=True,
            )
        )
    return found
