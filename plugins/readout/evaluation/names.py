"""When do two names mean the same party?

Scoring has to forgive what a reader forgives (titles, case, accents, a missing given
name) and nothing else: a wrong given name or the wrong head of an organisation is wrong.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_][\w'\-]*")
_POSSESSIVE = re.compile(r"'s?$")
_ARTICLES = frozenset(("the", "a", "an"))
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "prof",
        "professor",
        "president",
        "premier",
        "chancellor",
        "minister",
        "secretary",
        "senator",
        "governor",
        "mayor",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "bishop",
        "archbishop",
        "cardinal",
        "general",
        "colonel",
        "captain",
        "judge",
        "sheikh",
        "sultan",
        "emir",
        "his",
        "her",
        "majesty",
        "highness",
        "excellency",
        "coach",
    ]
)
SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))
_SMALL = frozenset(("of", "for", "the", "and", "to", "in"))


def fold(text: str) -> str:
    """Lower case, no accents, straight apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return bare.replace("’", "'").lower()


def words(name: str) -> list[str]:
    found = (_POSSESSIVE.sub("", w) for w in _WORD.findall(fold(name)))
    return [w for w in found if w and w not in _ARTICLES]


def bare_words(name: str) -> list[str]:
    """The words of a name without titles and generational suffixes."""
    every = words(name)
    kept = [w for w in every if w not in TITLES and w not in SUFFIXES]
    return kept or every


def same_person(gold: str, told: str | None) -> bool:
    """Same full name; a part of it passes only if gold itself is no longer.

    A full name is asked for where gold has one, except that extra middle names and
    initials may be missing on either side as long as both ends agree.
    """
    if not told:
        return False
    a, b = bare_words(gold), bare_words(told)
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2:
        return False
    return a[0] == b[0] and a[-1] == b[-1] and (set(a) <= set(b) or set(b) <= set(a))


def same_body(gold: str, told: str | None) -> bool:
    """Same organisation, group or description: the same words, or one inside the other
    with the same head (its last word, or the last before a preposition), or the acronym."""
    if not told:
        return False
    a, b = words(gold), words(told)
    if not a or not b:
        return False
    if a == b or _acronym(a) == b or _acronym(b) == a:
        return True
    if {_stem(w) for w in a} == {_stem(w) for w in b}:
        return True
    inside = set(map(_stem, a)) <= set(map(_stem, b)) or set(map(_stem, b)) <= set(map(_stem, a))
    return inside and _stem(_head(a)) == _stem(_head(b))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _head(found: list[str]) -> str:
    for index, word in enumerate(found):
        if word in _SMALL and index:
            return found[index - 1]
    return found[-1]


def _acronym(found: list[str]) -> list[str]:
    return ["".join(w[0] for w in found if w not in _SMALL)] if len(found) > 1 else []


def same_party(gold: str, told: str | None, *, person: bool) -> bool:
    """Several persons joined with “and” must all be there, in any order."""
    if not told:
        return False
    if person:
        return same_person(gold, told)
    if " and " in gold and " and " in told:
        wanted, given = gold.split(" and "), told.split(" and ")
        if len(wanted) == len(given):
            return all(any(same_person(w, g) or same_body(w, g) for g in given) for w in wanted)
    return same_body(gold, told)


def same_place(gold: str, told: str | None) -> bool:
    """One lies within the other, word by word: “Lakeside Hotel” in “the Lakeside Hotel in Tarn”."""
    if not told:
        return False
    a, b = set(words(gold)) - _SMALL, set(words(told)) - _SMALL
    return bool(a and b) and (a <= b or b <= a)
