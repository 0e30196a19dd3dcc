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
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    at = _first_other(short, long)
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def letters_swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters of a word change places in the other."""
    if one == other or len(one) != len(other):
        return False
    at = _first_other(one, other)
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]


def _first_other(short: str, long: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )


class NearWords:
    """Words that are found by another that begins alike and differs by a letter: a word and
    what is left of it without one letter (not the first) lead to it, so that finding one costs
    the same however many there are."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._of: dict[str, list[str]] = {}
        for word in words:
            self.add(word)

    def add(self, word: str) -> None:
        for key in _less_a_letter(word):
            self._of.setdefault(key, []).append(word)

    def near(self, word: str) -> set[str]:
        """Those of which `word` is one letter off, or has two letters swapped; not itself."""
        found = {w for key in _less_a_letter(word) for w in self._of.get(key, ())}
        alike = (w for w in found if w[:1] == word[:1])
        return {w for w in alike if one_letter_off(w, word) or letters_swapped(w, word)}


def _less_a_letter(word: str) -> list[str]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))]


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
