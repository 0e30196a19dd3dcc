"""Whether two names are of one person, and what headlines call him."""

from __future__ import annotations

import re
from collections.abc import Iterable

from readout.lexicon.meetings import nicknames
from readout.lexicon.names import family_names_first, kept_titles, particles, suffixes

_SUFFIX = re.compile(rf",?\s+(?:{'|'.join(sorted(suffixes()))})\.?$", re.IGNORECASE)


def plain(word: str) -> str:
    """Lower case without dots and apostrophes at the ends."""
    return word.lower().strip(".’'")


def core(words: Iterable[str]) -> tuple[str, ...]:
    """Lower-case words of a name without initials, suffixes and kept titles."""
    low = tuple(plain(w) for w in words)
    kept = tuple(w for w in low if len(w) > 1 and w not in suffixes() and w not in kept_titles())
    return kept or low


def _same_first(one: str, other: str) -> bool:
    table = nicknames()
    return table.get(one, one) == table.get(other, other) or (one[:1] == other and len(other) == 1)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names (≥ 2 words each) are of one person."""
    a, b = core(one), core(other)
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2:
        return False
    if a[-1] == b[-1] and _same_first(a[0], b[0]):
        return True
    return set(a) < set(b) or set(b) < set(a)


def one_letter_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out or changed."""
    short, long = sorted((one, other), key=len)
    if short == long or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def family_first(name: str) -> bool:
    """Whether a name begins with the family's, as papers print it (Xi Jinping)."""
    words = name.split()
    return 1 < len(words) <= 3 and words[0].casefold() in family_names_first() and "." not in name


def family_part(name: str) -> str:
    """The family's part of a full name with its particle ("van Hoff"), without Jr; a name of one
    word as it is."""
    words = _SUFFIX.sub("", name).split()
    if len(words) < 2:
        return " ".join(words)
    if family_first(" ".join(words)):
        return words[0]
    if len(words) > 2 and words[-2].casefold() in particles():
        return " ".join(words[-2:])
    return words[-1]
