"""For which country somebody acts, by a role that is told: “Ambassador of Portugal”.

Only what the role says: what somebody deals with (“envoy for Syria”, “ambassador to China”) or
where he sits (“Consul General in Karachi”) is no country of his.
"""

from __future__ import annotations

import re
from functools import cache

from readout.lexicon.countries import countries_and_unions
from readout.lexicon.words import listed
from readout.names.spelling import fold, words_of
from readout.resolution.gazetteer import Gazetteer

_CUTS = "|".join(sorted(listed("resolution.nations.cuts")))
# “Minister for Trade” is an office, not a dealing.
_DEALING = re.compile(rf"(?<!minister)\s(?:{_CUTS})\s(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_OUTSIDERS = listed("resolution.nations.outsiders")
_AIDES = listed("resolution.nations.aides")
_BESIDE = listed("resolution.nations.beside")
_FORMS = listed("resolution.nations.forms")
_SOVEREIGN = "|".join(sorted(listed("resolution.nations.sovereign"), key=len, reverse=True))
_NAME = r"(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})"
# Of offices that only a country has, also one that the lexicon doesn't know: “Prime Minister of
# Estmark”, “Estmark's foreign minister”.
_OF = re.compile(rf"\b(?i:{_SOVEREIGN})\s+of\s+(?:the\s+)?{_NAME}\s*$")
_WHOSE = re.compile(rf"^(?:the\s+)?{_NAME}['’]s?\s+(?:\w+\s+)?(?i:{_SOVEREIGN})\s*$")


@cache
def _named() -> dict[tuple[str, ...], str]:
    """The words of each name of a country, without adjectives and peoples → the country."""
    found: dict[tuple[str, ...], str] = {}
    for country in countries_and_unions():
        for name in (country.name, *country.names, *country.words):
            found.setdefault(tuple(words_of(name)), country.name)
    return found


def stated_country(role: str | None, gazetteer: Gazetteer) -> str | None:
    """The country, or union of countries, for which a role lets somebody act; None where it tells
    none. Of one that the lexicon doesn't know, its name as it stands in the role."""
    if not role:
        return None
    dealing = _DEALING.search(f" {role}")
    own = f" {role}"[: dealing.start()].strip() if dealing else role.strip()
    if found := gazetteer.nation_of(own):
        return found
    words = list(words_of(own))
    if set(words) & _OUTSIDERS:
        return None
    if dealing and words[-1:] and words[-1] in _AIDES:
        return stated_country(dealing["rest"], gazetteer)
    return _known(words, fold(own)) or _unknown(own)


def _known(words: list[str], text: str) -> str | None:
    """A country whose name stands behind “of”, first before an office, or as an owner."""
    for width in (4, 3, 2, 1):
        for start in range(len(words) - width + 1):
            country = _named().get(tuple(words[start : start + width]))
            if country and (
                _owns(words, start, start + width)
                or f"{' '.join(words[start : start + width])}'s " in text
            ):
                return country
    return None


def _owns(words: list[str], start: int, end: int) -> bool:
    of = start - 1
    while of > 0 and words[of] in _FORMS:
        of -= 1
    if of > 0 and words[of] == "of":
        # “president of Jordan River Authority” is of a body that bears the name.
        return end == len(words) or words[end] in _BESIDE
    return start == 0 and end < len(words) and words[end] in _BESIDE


def _unknown(role: str) -> str | None:
    told = _OF.search(role) or _WHOSE.search(role)
    if told is None or set(words_of(told["name"])) & _BESIDE:
        return None
    return re.sub(r"['’]s?$", "", told["name"])
