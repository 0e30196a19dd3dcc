"""One spelling of a word for all that are written: case, accents, apostrophes, hyphens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe"}
)
_QUOTES = re.compile("[’‘ʼ`´′]")
_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\.)")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_POSSESSIVE = re.compile(r"(?<=\w)'s?$")


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces."""
    lower = _QUOTES.sub("'", text).lower().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return " ".join(_INITIALS.sub(r"\1", bare).split())


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Folded words without possessive endings; hyphens part words, as “Geun-hye” is also
    written “Geun Hye”."""
    found = (_POSSESSIVE.sub("", w) for w in _WORD.findall(fold(text).replace("-", " ")))
    return tuple(w.replace("'", "") for w in found if w and w != "'")
