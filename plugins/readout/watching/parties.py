"""Does a name in a watch mean a participant of a meeting?

Names are compared word by word, without case, accents and punctuation. The rules:

* all words of the watch's name occur in the participant's name, in order: “Antony Blinken”
  is “Antony J. Blinken”; a single word means any name with it (“Blinken”);
* a country is also meant by its adjective, its people and its capital as its government
  (lexicon/countries.toml), by whoever holds an office of it as the register or a report says,
  or has such a word in his role (“Chinese premier”, not “ambassador to China”), and by its
  bodies and metonyms (“the Chinese embassy”, “Kremlin”);
* a role is meant when all its words occur in a role that was told of him, in order.

`readout report meetings --person` asks the same question (readout.watching.meant).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol

from readout.lexicon.countries import countries_and_unions
from readout.names.spelling import words_of as words
from readout.watching.watches import Party

Words = tuple[str, ...]


def within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """All words of `part` occur in `whole`, in order; gaps are allowed."""
    rest = iter(whole)
    return bool(part) and all(word in rest for word in part)


def phrase_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    """`part` occurs in `whole` without gaps; a last letter * stands for any ending."""
    size = len(part)
    if not size:
        return False
    return any(tuple(part) == tuple(whole[i : i + size]) for i in range(len(whole) - size + 1))


@cache
def _countries() -> dict[Words, frozenset[Words]]:
    """Name of a country or union -> all that stand for it."""
    found: dict[Words, frozenset[Words]] = {}
    for country in countries_and_unions():
        seats = () if country.place_only else (country.capital, *country.cities)
        every = (country.name, *country.terms, *seats, *country.metonyms)
        found[words(country.name)] = frozenset(words(w) for w in every if w)
    return found


@cache
def standing_for(country: str) -> frozenset[Words]:
    """Every name of a country; itself alone when it isn't in the lexicon. “China”,
    “Chinese” and “Beijing” all give the same."""
    asked = words(country)
    known = _countries()
    if asked in known:
        return known[asked]
    return next((names for names in known.values() if asked in names), frozenset({asked}))


@cache
def stands_for(name: str) -> frozenset[Words]:
    """All that stands for the country that a plain name is; nothing for any other name. A
    capital alone is no country's name here: it may be a person's (“Washington”)."""
    asked = words(name)
    for country in countries_and_unions():
        if asked in {words(term) for term in country.terms}:
            return standing_for(country.name)
    return frozenset()


@dataclass(frozen=True, slots=True)
class Participant:
    """A party of a meeting, as matching sees it: `country` is whom the register or a role lets
    him act for; `roles`, `behalf` and `names` are what the meeting's reports said of him."""

    name: str
    role: str | None = None
    type: str = "person"
    country: str | None = None
    roles: tuple[str, ...] = ()
    behalf: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Participant:
        """From a participant of `sql/alerting/changes.sql`, or one with less."""
        lists = {name: tuple(row.get(name) or ()) for name in ("roles", "behalf", "names")}
        return cls(row["name"], row["role"], row["type"], row.get("country"), **lists)

    def every_role(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*((self.role,) if self.role else ()), *self.roles)))

    def every_word(self) -> frozenset[str]:
        """Each word by which he can be found."""
        texts = (self.name, self.country or "", *self.every_role(), *self.behalf, *self.names)
        return frozenset(word for text in texts for word in words(text))


Aliases = Mapping[str, Sequence[str]]
"""A name as written in a watch -> the canonical names that it is a spelling of."""


def means(party: Party, who: Participant, aliases: Aliases = MappingProxyType({})) -> bool:
    """Whether `party` of a watch means this participant."""
    if party.role and not any(within(words(party.role), words(r)) for r in who.every_role()):
        return False
    if party.country:
        return _speaks_for(standing_for(party.country), who)
    if party.person and who.type not in ("person", "group"):
        return False
    if party.body and who.type not in ("org", "group", "country"):
        return False
    wanted = party.person or party.body or party.name
    if not wanted:
        return True  # the role alone was asked for, and matched
    name = words(who.name)
    if any(within(words(wanted), words(n)) for n in (who.name, *who.names)):
        return True
    if any(words(other) == name for other in aliases.get(wanted, ())):
        return True
    if party.name and (country := stands_for(party.name)) and _speaks_for(country, who):
        return True
    # Whom somebody acts for, where the lexicon has no such country: "for Acme", "of Corvania".
    if not party.person and _acts_for(words(wanted), who):
        return True
    # “Kremlin” as a plain name means Russia as well.
    return who.type == "country" and words(who.name) in standing_for(wanted)


def _speaks_for(names: frozenset[Words], who: Participant) -> bool:
    """Whether somebody is, or acts for, the country that has these names."""
    if words(who.name) in names or (who.country and words(who.country) in names):
        return True
    texts = [*who.behalf, *(() if who.type == "person" else (who.name,))]
    texts += [_OTHERS.split(role, maxsplit=1)[0] for role in who.every_role()]
    if who.type == "country":
        texts = list(who.behalf)
    return any(phrase_in(name, words(text)) for name in names for text in texts)


def _acts_for(name: Words, who: Participant) -> bool:
    return bool(who.country and words(who.country) == name) or any(
        phrase_in(name, words(text)) for text in who.behalf
    )


# What follows in a role is whom it deals with, not for whom: "US ambassador to China".
_OTHERS = re.compile(r"\s(?:to|with|on|against|towards?)\s", re.IGNORECASE)


class Reader(Protocol):
    """Whatever can run our statements: a load or a snapshot."""

    def rows(self, name: str, **params: Any) -> list[Any]: ...


def aliases_of(reader: Reader, parties: Iterable[Party]) -> dict[str, list[str]]:
    """The canonical names behind the spellings that parties of watches use."""
    names = {name for p in parties for name in (p.name, p.person, p.body) if name}
    found: dict[str, list[str]] = {}
    for row in reader.rows("alerting/aliases", names=sorted(names)) if names else ():
        found.setdefault(row["alias"], []).append(row["name"])
    return found


class PartyIndex:
    """The parties of all watches, looked up by the words of a participant.

    A party is filed under the last word of its name (the rarest, as a rule), or under the
    last words of the names of its country; so a participant is compared with the few
    parties that could mean him, however many watches there are.
    """

    def __init__(self, parties: Iterable[Party], aliases: Aliases = MappingProxyType({})) -> None:
        self._aliases = aliases
        self._by_word: dict[str, list[Party]] = defaultdict(list)
        for party in dict.fromkeys(parties):
            for word in _keys(party, aliases):
                self._by_word[word].append(party)
        self._known: dict[Participant, frozenset[Party]] = {}

    def words(self) -> frozenset[str]:
        """The folded words of which whoever is meant bears one."""
        return frozenset(self._by_word)

    def meant(self, who: Participant) -> frozenset[Party]:
        """The parties that mean this participant."""
        found = self._known.get(who)
        if found is None:
            near = {party for word in who.every_word() for party in self._by_word.get(word, ())}
            found = frozenset(party for party in near if means(party, who, self._aliases))
            self._known[who] = found
        return found


def _keys(party: Party, aliases: Aliases) -> set[str]:
    if party.country:
        return {name[-1] for name in standing_for(party.country) if name}
    named = party.person or party.body or party.name
    if not named:
        return set(words(party.role or "")[-1:])
    return {
        *words(named)[-1:],
        *(word for other in aliases.get(named, ()) for word in words(other)[-1:]),
        *(name[-1] for name in (stands_for(named) or standing_for(named)) if party.name and name),
    }
