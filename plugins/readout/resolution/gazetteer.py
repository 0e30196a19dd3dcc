"""The seeds: people of state with their offices, countries, bodies, capitals and cities.

Read once from `seeds/people/*.toml`; the files say what their columns mean and where the
facts come from. Capitals and metonyms ("Kremlin", "Downing Street") stand for a country
where a party is meant, and for a place where a place is meant.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from readout.errors import ConfigError
from readout.home import DATA
from readout.lexicon.countries import countries_and_unions
from readout.model import ParticipantType
from readout.names.reading import read_name
from readout.names.sounding import sound_of
from readout.names.spelling import words_of
from readout.resolution.domains import domain_of
from readout.resolution.idents import ident

SEEDS = DATA / "seeds" / "people"


@dataclass(frozen=True, slots=True)
class Office:
    """An office and the days it was held; None where open or unknown."""

    role: frozenset[str]
    since: date | None
    until: date | None
    head: bool

    def held_on(self, day: date | None, *, slack_days: int = 45) -> bool:
        """Whether it was held around `day`; news names an incoming or just retired holder."""
        if day is None:
            return True
        if self.since and (self.since - day).days > slack_days:
            return False
        return not (self.until and (day - self.until).days > slack_days)


@dataclass(frozen=True, slots=True)
class Seed:
    """A person of the seeds."""

    person_id: str
    name: str
    country: str
    sex: str
    offices: tuple[Office, ...]
    names: tuple[str, ...]
    bare: tuple[str, ...]
    domain: str | None


@dataclass(frozen=True, slots=True)
class Known:
    """A country or body that a phrase stands for."""

    party_id: str
    name: str
    type: ParticipantType


@dataclass(slots=True)
class Gazetteer:
    """Look-ups over the seeds; every key is folded (`names.words_of`)."""

    people: dict[str, Seed] = field(default_factory=dict)
    by_name: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_family: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_sound: dict[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: dict[str, Known] = field(default_factory=dict)
    nations: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    country_names: frozenset[str] = frozenset()
    metonyms: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    family_first: frozenset[str] = frozenset()

    def nation_of(self, role: str | None) -> str | None:
        """The country whose adjective stands first in a role ("US secretary of state"); none
        where two stand together ("Turkish Cypriot leader", "Bosnian Serb")."""
        words = words_of(role or "")
        for i, word in enumerate(words):
            pair = " ".join(words[i : i + 2])
            if found := self.nations.get(pair):
                return found
            if found := self.nations.get(word):
                behind = self.nations.get(words[i + 1]) if i + 1 < len(words) else None
                return found if behind in (None, found) else None
        return None


_HEADS = (
    {"president"},
    {"prime", "minister"},
    {"chancellor"},
    {"premier"},
    {"king"},
    {"queen"},
    {"emperor"},
    {"pope"},
    {"taoiseach"},
    {"leader"},
    {"emir"},
)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _seed(row: dict[str, Any]) -> Seed:
    offices = tuple(
        Office(
            role=frozenset(words_of(role)),
            since=_day(since),
            until=_day(until),
            head=any(set(words_of(role)) == h for h in _HEADS),
        )
        for role, since, until in row["offices"]
    )
    names = (row["name"], *row.get("also", ()))
    family = row.get("family")
    own = read_name(row["name"])
    bare = {" ".join(words_of(family)) if family else own.last}
    bare |= {r.last for r in map(read_name, names) if not r.whole}
    domains = {domain_of(role) for role, _, _ in row["offices"]}
    return Seed(
        person_id=ident("person", own.key),
        name=row["name"],
        country=row["of"],
        sex=row["sex"],
        offices=offices,
        names=names,
        bare=tuple(sorted(bare)),
        domain="state" if offices or domains - {None} else None,
    )


def _read(folder: Path, name: str) -> dict[str, Any]:
    path = folder / f"{name}.toml"
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as cause:
        raise ConfigError(
            "The seeds of people can't be read", resource=str(path), why=cause
        ) from cause


@cache
def load_gazetteer(folder: Path = SEEDS) -> Gazetteer:
    """Read the seeds of `folder`.

    Raises:
        ConfigError: a file is missing or no TOML, or one name stands in it twice.
    """
    gazetteer = Gazetteer()
    _add_countries(gazetteer, _read(folder, "cities"))
    for name, words in _read(folder, "bodies").items():
        known = Known(ident("body", " ".join(words_of(name))), name, "org")
        for phrase in (name, *words):
            gazetteer.phrases[" ".join(words_of(phrase))] = known
    by_name: dict[str, set[str]] = defaultdict(set)
    by_family: dict[str, set[str]] = defaultdict(set)
    for file in ("heads", "ministers"):
        for row in _read(folder, file)["people"]:
            seed = _seed(row)
            if seed.person_id in gazetteer.people:
                raise ConfigError("A person stands twice in the seeds", resource=seed.name)
            gazetteer.people[seed.person_id] = seed
            for spelled in seed.names:
                read = read_name(spelled)
                if read.whole:
                    by_name[read.key].add(seed.person_id)
            for word in seed.bare:
                by_family[word].add(seed.person_id)
    gazetteer.by_name = {k: tuple(sorted(v)) for k, v in by_name.items()}
    gazetteer.by_family = {k: tuple(sorted(v)) for k, v in by_family.items()}
    by_sound: dict[str, set[str]] = defaultdict(set)
    for word, ids in by_family.items():
        by_sound[sound_of(word)] |= ids
    gazetteer.by_sound = {k: tuple(sorted(v)) for k, v in by_sound.items()}
    lists = _read(folder, "common_names")
    gazetteer.common = frozenset(lists["family"])
    gazetteer.family_first = frozenset(lists["family_first"])
    return gazetteer


def _add_countries(gazetteer: Gazetteer, cities: dict[str, list[str]]) -> None:
    every = [c for c in countries_and_unions() if c.capital]
    gazetteer.country_names = frozenset(c.name for c in every)
    gazetteer.metonyms = frozenset(" ".join(words_of(w)) for c in every for w in c.metonyms)
    for country in every:
        folded = " ".join(words_of(country.name))
        known = Known(ident("country", folded), country.name, "country")
        seats = (country.capital, *country.cities)
        for phrase in (country.name, *seats, *country.terms, *country.metonyms):
            gazetteer.phrases.setdefault(" ".join(words_of(phrase)), known)
        for adjective in country.terms:
            gazetteer.nations.setdefault(" ".join(words_of(adjective)), country.name)
        gazetteer.nations.pop(folded, None)
        for place in (country.name, *seats, *country.metonyms):
            gazetteer.places[" ".join(words_of(place))] = country.name
    for name, towns in cities.items():
        for town in towns:
            gazetteer.places[" ".join(words_of(town))] = name
