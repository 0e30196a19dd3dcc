"""A reading: one mention with its parties resolved and its place understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from readout.lexicon.meetings import place_words
from readout.lexicon.words import listed
from readout.model import ChangeKind, Format, Precision, Status
from readout.names.reading import read_name
from readout.names.spelling import words_of
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.idents import ident
from readout.resolution.people import Party

# A date that no news means; it is kept in the mention and taken as none here.
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_PARTIES = 40
# What is a place to meet in, but also a town or a stretch of land.
_VENUES = place_words("venues") - listed("resolution.places.lands")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its words, and the city and country that the seeds find in them. `venue`: it is
    told by what one meets in, a hall or a house, alone or within a town."""

    words: frozenset[str]
    city: str | None
    country: str | None
    venue: bool = False

    def clashes(self, other: Spot | None) -> bool:
        """Whether nobody can be at both at once. An unknown venue may be anywhere."""
        if other is None or self.country is None or other.country is None:
            return False
        if self.country != other.country:
            return True
        return bool(self.city and other.city and self.city != other.city)

    def same(self, other: Spot | None) -> bool:
        """Whether both certainly are one place."""
        if other is None or not self.words or not other.words:
            return False
        if self.city and self.city == other.city:
            return True
        return self.words <= other.words or other.words <= self.words

    def within(self, other: Spot) -> bool:
        """Whether it is a finer word for the other place, as far as one can know: the town hall of
        the town, a town of the country, a hall where only a town is told. Where a hall stands
        that names no town isn't known, so that it may stand in any."""
        if self.clashes(other):
            return False
        if other.words < self.words:
            return True
        if other.city is None and other.country is not None and not other.venue:
            return self.city is not None or self.country is None
        return self.venue and not other.venue and self.city is None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the grouping of mentions looks at.

    `parties` identify the occasion (firm persons, bodies, countries), `groups` are parties
    named by kind only, `maybe` are the candidates of doubtful ones, `sides` the countries
    that the persons act for, `acts` which of the persons and groups acts for which. `story` is
    shared by wire copies. `published` is UTC, without zone. `active` is False once a newer revision
    no longer says it. `change` is what it says became of a plan, `planned` the day that had been
    planned, `replaced` who was to come and doesn't. `at` is the local hour, `offset` its clock in
    minutes east of UTC.
    """

    mention_id: str
    article_id: str
    revision_id: str
    story: str
    published: datetime
    parties: frozenset[str]
    groups: frozenset[str] = frozenset()
    maybe: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    acts: frozenset[tuple[str, str]] = frozenset()
    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    at: time | None = None
    offset: int | None = None
    format: Format = "in_person"
    status: Status = "held"
    place: str | None = None
    spot: Spot | None = None
    outlet: str = ""
    source_kind: str = "press"
    confidence: float = 0.5
    duration_minutes: int | None = None
    topic: str | None = None
    evidence: str = ""
    active: bool = True
    change: ChangeKind | None = None
    planned: date | None = None
    replaced: frozenset[str] = frozenset()

    @property
    def everybody(self) -> frozenset[str]:
        return self.parties | self.groups


class Places:
    """Reads places against the seeds, each spelling once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._places = gazetteer.places
        self._no_city = gazetteer.metonyms | {
            " ".join(words_of(n)) for n in gazetteer.country_names
        }
        self._read: dict[str, Spot] = {}

    def read(self, place: str | None) -> Spot | None:
        """Understand a place as stated; None for none."""
        if not place or not place.strip():
            return None
        found = self._read.get(place)
        if found is None:
            if len(self._read) > 100_000:
                self._read.clear()
            found = self._read[place] = self._understand(words_of(place))
        return found

    def _understand(self, words: tuple[str, ...]) -> Spot:
        city = country = None
        for size in (3, 2, 1):
            for i in range(len(words) - size + 1):
                phrase = " ".join(words[i : i + size])
                if phrase not in self._places:
                    continue
                if phrase not in self._no_city and city is None:
                    city = phrase
                    country = self._places[phrase]
                country = country or self._places[phrase]
        told = frozenset(words) - {"the", "in", "of", "at"}
        return Spot(told, city, country, bool(told & _VENUES))


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of one mention, sorted by what they are good for."""

    parties: frozenset[str]
    groups: frozenset[str]
    maybe: frozenset[str]
    sides: frozenset[str]
    acts: frozenset[tuple[str, str]]


def cast_of(parties: Sequence[Party], gazetteer: Gazetteer) -> Cast:
    """Sort the resolved parties of one mention."""
    firm = [p for p in parties if p.firm and not p.generic]
    groups = frozenset(p.party_id for p in parties if p.firm and p.generic)
    maybe = frozenset(c for p in parties if not p.firm for c in p.candidates)
    acts = frozenset(
        (p.party_id, known.party_id)
        for p in parties
        if p.firm and (nation := _acts_for(p, gazetteer))
        for known in [gazetteer.phrases.get(" ".join(words_of(nation)))]
        if known
    )
    told = {p.party_id for p in firm}
    sides = frozenset(side for party, side in acts if party in told)
    return Cast(frozenset(sorted(told)[:MOST_PARTIES]), groups, maybe, sides, acts)


def _acts_for(party: Party, gazetteer: Gazetteer) -> str | None:
    """The country whose business a person, or a group of its people, is at a meeting for."""
    if party.type == "person":
        return party.country
    return gazetteer.nation_of(party.name) if party.generic else None


def ids_of_names(names: Iterable[str], gazetteer: Gazetteer) -> frozenset[str]:
    """The ids that full names of persons bear where no namesake does; others have none."""
    found = set()
    for name in map(read_name, names):
        if name.whole:
            seeds = gazetteer.by_name.get(name.key, ())
            found |= set(seeds) if len(seeds) == 1 else {ident("person", name.key)}
    return frozenset(found)


def sensible_days(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """The interval, or none when it is open, turned round or of another age."""
    if start is None:
        return None, None
    end = end or start
    if end < start or not (start.year >= FIRST_YEAR and end.year <= LAST_YEAR):
        return None, None
    return start, end
