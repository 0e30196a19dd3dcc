"""Whether two names are two spellings of one: Antony and Anthony, Serhiy and Sergii.

Only a hint: who is meant is decided by the company and the time besides (`people`).
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from readout.names.reading import Name, middles_clash

# What transliterations and languages write in several ways, longest first; all in folded
# letters. The right side is no spelling of anything, only the same for all of them.
_SAME = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch|shch|sh|sz", "s"),
        ("tch|ch|cz", "c"),
        ("ph", "f"),
        ("th|dt", "t"),
        ("zh", "z"),
        ("kh|gh|h", "g"),
        ("ck|q|c(?=[aou]|[b-df-hj-np-tv-z]|$)", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("ae", "a"),
        ("oe", "o"),
        ("ou|oo|ue", "u"),
        ("ee|ie|ei|ij|iy|yi|[yj]", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_ARTICLE = re.compile(r"^(?:al|el)(?=[a-z]{4})")
_VOWELS = re.compile("(?<!^)[aeiou]")
# Shorter words have too little in them to be told by their consonants.
_LONG = 4
# Of the vowels some must agree as well: Jens is not Jonas.
_SIMILAR = 0.7


def _plain(word: str) -> str:
    plain = _ARTICLE.sub("", word)
    for pattern, same in _SAME:
        plain = pattern.sub(same, plain)
    return plain


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """What all spellings of a folded family name share."""
    return _VOWELS.sub("", _plain(word)) if len(word) >= _LONG else _plain(word)


def _alike(one: str, other: str) -> bool:
    """Whether two folded words may be one name: Maria and Mario aren't."""
    if one == other:
        return True
    if sound_of(one) != sound_of(other):
        return False
    if min(len(one), len(other)) < _LONG:
        return _plain(one) == _plain(other)
    similar = SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()
    return similar >= _SIMILAR and (one[-1] == "a") == (other[-1] == "a")


def _first_alike(one: str, other: str) -> bool:
    if _alike(one, other):
        return True
    short, long = sorted((one, other), key=len)
    # An initial, or the beginning of a name that is also written as two words.
    return (len(short) == 1 or len(short) >= _LONG) and long.startswith(short)


def spelled_alike(one: Name, other: Name) -> bool:
    """Whether two full names may be two spellings of one person's."""
    return (
        one.whole
        and other.whole
        and one.suffix == other.suffix
        and one.regal == other.regal
        and not (one.sex and other.sex and one.sex != other.sex)
        and not middles_clash(one.initials, other.initials)
        and _alike(one.last, other.last)
        and _first_alike(one.first, other.first)
    )
