"""Short texts of feeds as plain text. What is shown is escaped where it is shown; here only
the markup that was meant as markup goes."""

from __future__ import annotations

import html
import re
from typing import Final

_SCRIPT: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_BLANKS: Final = re.compile(r"\s+")
# Also lone halves of surrogate pairs, which no file can hold.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def one_line(text: str) -> str:
    """Without control characters, runs of white space as one blank."""
    return _BLANKS.sub(" ", _CONTROL.sub("", text)).strip()


def as_text(value: object, *, markup: bool, most: int = 1000) -> str | None:
    """A title or summary as one line of plain text, None when nothing is left.

    Args:
        markup: the value is HTML: tags go, entities are resolved.
        most: characters kept.
    """
    if not isinstance(value, str) or not value:
        return None
    if markup:
        value = value[: 20 * most]
        if "<" in value:
            value = _TAG.sub(" " if most > 1000 else "", _SCRIPT.sub(" ", value))
        value = html.unescape(value)
    return one_line(value)[:most].rstrip() or None
