"""A reading: one mention with its parties resolved and its place understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from readout.model import ChangeKind, Format, Precision, Status
from readout.names.spelling import words_of
from readout.resolution.gazetteer import Gazetteer
from readout.resolution.people import Party

# A date that no news means; it is kept in the mention and taken as none here.
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_PARTIES = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its words, and the city and country that the seeds find in them."""

    words: frozenset[str]
    city: str | None
    country: str | None

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


@dataclass(frozen=True, slots=True)
class Reading:
    """What the grouping of mentions looks at.

    `parties` identify the occasion (firm persons, bodies, countries), `groups` are parties
    named by kind only, `maybe` are the candidates of doubtful ones, `sides` the countries
    that the persons act for. `story` is shared by wire copies. `published` is UTC, without
    zone. `active` is False once a newer revision no longer says it. `change` is what it says
    became of a plan, `planned` the day that had been planned. `at` is the local hour, `offset` its
    clock in minutes east of UTC.
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
        return Spot(frozenset(words) - {"the", "in", "of", "at"}, city, country)


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of one mention, sorted by what they are good for."""

    parties: frozenset[str]
    groups: frozenset[str]
    maybe: frozenset[str]
    sides: frozenset[str]


def cast_of(parties: Sequence[Party], gazetteer: Gazetteer) -> Cast:
    """Sort the resolved parties of one mention."""
    firm = [p for p in parties if p.firm and not p.generic]
    groups = frozenset(p.party_id for p in parties if p.firm and p.generic)
    maybe = frozenset(c for p in parties if not p.firm for c in p.candidates)
    sides = frozenset(
        known.party_id
        for p in firm
        if p.type == "person" and p.country
        for known in [gazetteer.phrases.get(" ".join(words_of(p.country)))]
        if known
    )
    told = {p.party_id for p in firm}
    return Cast(frozenset(sorted(told)[:MOST_PARTIES]), groups, maybe, sides)


def sensible_days(start: date | None, end: date | None) -> tuple[date | None, date | None]:
    """The interval, or none when it is open, turned round or of another age."""
    if start is None:
        return None, None
    end = end or start
    if end < start or not (start.year >= FIRST_YEAR and end.year <= LAST_YEAR):
        return None, None
    return start, end
