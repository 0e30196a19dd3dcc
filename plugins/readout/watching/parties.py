"""Does a name in a watch mean a participant of a meeting?

Names are compared word by word, without case, accents and punctuation. The rules:

* all words of the watch's name occur in the participant's name, in order: “Antony Blinken”
  is “Antony J. Blinken”; a single word means any name with it (“Blinken”);
* a country is also meant by its adjective, its people and its capital as its government
  (lexicon/countries.toml), and by whoever has such a word in his role (“Chinese premier”);
* a role is meant when all its words occur in the role, in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from readout.lexicon.countries import countries_and_unions
from readout.watching.watches import Party

Words = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
# Letters that Unicode doesn't take apart into a base and an accent.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)


@cache
def words(text: str) -> Words:
    """The words of a text, without case, accents and punctuation; “U.S.” is one: us."""
    joined = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", text)
    folded = unicodedata.normalize("NFKD", joined.casefold().translate(_PLAIN))
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return tuple(w.replace("’", "'").removesuffix("'s") for w in _WORD.findall(bare))


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


@dataclass(frozen=True, slots=True)
class Participant:
    """A party of a meeting, as matching sees it."""

    name: str
    role: str | None = None
    type: str = "person"


Aliases = Mapping[str, Sequence[str]]
"""A name as written in a watch -> the canonical names that it is a spelling of."""


def means(party: Party, who: Participant, aliases: Aliases = MappingProxyType({})) -> bool:
    """Whether `party` of a watch means this participant."""
    if party.role and not within(words(party.role), words(who.role or "")):
        return False
    if party.country:
        return _speaks_for(party.country, who)
    if party.person and who.type not in ("person", "group"):
        return False
    if party.body and who.type not in ("org", "group", "country"):
        return False
    wanted = party.person or party.body or party.name
    if not wanted:
        return True  # the role alone was asked for, and matched
    name = words(who.name)
    if within(words(wanted), name):
        return True
    if any(words(other) == name for other in aliases.get(wanted, ())):
        return True
    # “Kremlin” as a plain name means Russia as well.
    return who.type == "country" and words(who.name) in standing_for(wanted)


def _speaks_for(country: str, who: Participant) -> bool:
    names = standing_for(country)
    if who.type == "country":
        return words(who.name) in names
    text = words(who.role or "") if who.type == "person" else words(who.name)
    return any(phrase_in(name, text) for name in names)


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

    def meant(self, who: Participant) -> frozenset[Party]:
        """The parties that mean this participant."""
        found = self._known.get(who)
        if found is None:
            near = {
                party
                for word in (*words(who.name), *words(who.role or ""))
                for party in self._by_word.get(word, ())
            }
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
        *(name[-1] for name in standing_for(named) if party.name and name),
    }
