"""What an agency's story opens with: "OSLO, March 12 (Newswire) -"."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc

DATELINE: Final = re.compile(
    r"^\s*(?P<city>[A-Z][A-Z.'’/ -]{2,30}[A-Z])"
    r"(?:,\s[A-Z][A-Za-z.]+(?:\s\d{1,2})?)?(?:,\s[A-Z][a-z]+\.?\s\d{1,2})?\s*"
    r"(?:\([^)]{2,40}\)\s*)?(?:-|–|—|:)\s"
)


def dateline_end(doc: Doc) -> int:
    """Where the city and agency end that a story opens with, in characters; 0 without one."""
    match = DATELINE.match(doc[: min(len(doc), 25)].text)
    return match.end() if match else 0
