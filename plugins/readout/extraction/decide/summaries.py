"""A meeting with "Estonian leaders" that the article goes on to tell one by one.

A lead says whom somebody saw, by a group of a country, on which day and where; below, each of
those people is met by name, mostly without the day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from readout.extraction.decide.union import apart
from readout.extraction.document import Document
from readout.lexicon.countries import countries
from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.model import MeetingMention, Participant

_GROUPS: Final = listed("summaries.groups")
_DONE: Final = frozenset({"held", "under_way"})
_AHEAD: Final = frozenset({"possible", "likely", "scheduled"})
_WORD: Final = re.compile(r"[\w’'-]+")


def told_one_by_one(document: Document, found: Sequence[MeetingMention]) -> list[MeetingMention]:
    """The mentions without those that only sum up others: whoever met a plural of officials of a
    country ("Estonian leaders", "officials from Peru", "counterparts from Samoa and Tonga") and,
    below, people of that country by name, or office-holders of none that is told, has met these.
    They take the day, the place and the sentence of the summary where they have none; one that
    names several countries only goes where each is told below."""
    nations = {p.name: p.nations for p in document.register.people}
    made = list(found)
    gone: set[int] = set()
    for number, whole in enumerate(found):
        of, host = _summed_up(whole)
        if not of or not host:
            continue
        left = set(of)
        for other, single in enumerate(found):
            if other in gone or not _fit(whole, single):
                continue
            guests = [p for p in single.participants if p.name not in host]
            if not host <= {p.name for p in single.participants} or not guests:
                continue
            if all(_may_be_of(p, nations.get(p.name), of) for p in guests):
                made[other] = _with_summary(made[other], whole)
                left -= {n for p in guests for n in nations.get(p.name) or of}
        if not left:
            gone.add(number)
    return [m for n, m in enumerate(made) if n not in gone]


def _summed_up(mention: MeetingMention) -> tuple[set[str], set[str]]:
    """The countries whose officials a meeting names without a name, and the names of the others."""
    of = {p.name: _countries_of(p) for p in mention.participants}
    summed = {country for found in of.values() for country in found}
    return summed, {name for name, found in of.items() if not found}


def _countries_of(party: Participant) -> set[str]:
    if party.type == "country":
        return {party.name}
    words = [w.lower() for w in _WORD.findall(party.name)]
    if party.type != "group" or not any(w in _GROUPS for w in words):
        return set()
    return {countries()[w] for w in words if w in countries()}


def _may_be_of(party: Participant, nations: Collection[str] | None, of: set[str]) -> bool:
    """Whether a person is of one of the countries by the article, or holds an office of a country
    that it doesn't tell."""
    if party.type != "person":
        return False
    if nations:
        return bool(of & set(nations))
    role = (party.role or "").lower().split()
    return any(word in party_words("offices") for word in role)


def _fit(whole: MeetingMention, single: MeetingMention) -> bool:
    if single.trigger <= whole.trigger:
        return False
    same = any({whole.status, single.status} <= kind for kind in (_DONE, _AHEAD))
    return same and whole.format == single.format and not apart(whole.time, single.time)


def _with_summary(single: MeetingMention, whole: MeetingMention) -> MeetingMention:
    why = dict(single.why)
    time, place = single.time, single.place
    if time is None and whole.time is not None:
        time, why["time"] = whole.time, "time.summary"
    if place is None and whole.place is not None:
        place, why["place"] = whole.place, "place.summary"
    evidence = (*single.evidence, *(e for e in whole.evidence if e not in single.evidence))
    return replace(single, time=time, place=place, evidence=evidence, why=why)
