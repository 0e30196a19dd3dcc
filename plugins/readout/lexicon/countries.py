"""The one table of countries: states by ISO code, their names, adjectives, capitals, metonyms.

Names are CLDR's English ones, from babel; countries.toml adds what CLDR doesn't have and says
where papers print another name. Extraction, resolution, watching and the seeds ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from readout.lexicon.loading import table


@dataclass(frozen=True, slots=True)
class Country:
    """A state, or a part or union of states that acts as a party.

    `code` is ISO 3166's, empty where there is none. `names` are CLDR's and other names of the
    country itself; `words` are other names and adjectives, lower case. `capital` may be empty
    (unions) and only a place (`place_only`); `cities` stand for the government as it does.
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjective: str
    people: str
    capital: str
    place_only: bool
    words: tuple[str, ...]
    cities: tuple[str, ...]
    metonyms: tuple[str, ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """Names, adjective, people and other words, lower case: all but places and metonyms."""
        every = (self.name, *self.names, self.adjective, self.people)
        return tuple(dict.fromkeys((*(w.lower() for w in every if w), *self.words)))


@cache
def states() -> tuple[Country, ...]:
    """Members and observers of the United Nations, Taiwan and Kosovo."""
    territories = Locale("en").territories
    return tuple(
        _country(code, row.get("name", territories[code]), territories[code], row)
        for code, row in table("countries")["states"].items()
    )


@cache
def countries_and_unions() -> tuple[Country, ...]:
    """States, then parts and unions of them: Scotland, the European Union, …"""
    return (
        *states(),
        *(_country("", name, name, row) for name, row in table("countries")["others"].items()),
    )


def _country(code: str, name: str, cldr: str, row: dict[str, Any]) -> Country:
    spelled = {cldr, cldr.replace(" & ", " and ")} - {name}
    return Country(
        code=code,
        name=name,
        names=tuple(sorted(spelled)),
        adjective=row["adjective"],
        people=row["people"],
        capital=row["capital"],
        place_only=row.get("place_only", False),
        words=tuple(row.get("words", ())),
        cities=tuple(row.get("cities", ())),
        metonyms=tuple(row.get("metonyms", ())),
    )


@cache
def countries() -> dict[str, str]:
    """Any lower-case word or phrase that stands for a country or union → its name. Where two
    share one ("Dominican"), the first of the table has it; a name beats an adjective."""
    found: dict[str, str] = {}
    every = countries_and_unions()
    for country in every:
        for name in (country.name, *country.names):
            found.update(dict.fromkeys(_spellings(name), country.name))
    for country in every:
        capital = () if country.place_only else (country.capital,)
        for word in (*country.terms, *capital, *country.cities, *country.metonyms):
            for spelled in _spellings(word):
                found.setdefault(spelled, country.name)
    return found


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """What `countries` knows of more than one word: "ivory coast" → its name."""
    return tuple((phrase, name) for phrase, name in countries().items() if " " in phrase)


def nations_in(words: Iterable[str]) -> set[str]:
    """The countries and unions that the lower-case words of a phrase stand for, each alone or
    several together: "the south african foreign minister"."""
    named = countries()
    words = list(words)
    found = {named[word] for word in words if word in named}
    if len(words) > 1:
        text = " ".join(words)
        found |= {name for phrase, name in _phrases() if phrase in text}
    return found


@cache
def nationals() -> dict[str, str]:
    """What calls one person by a country, lower case → the country's name: "Swede", "Costa Rican".
    A people whose plural has no *s* ("the French", "the Chinese") has no such word here: with *the*
    it is the people or the government."""
    found: dict[str, str] = {}
    for country in countries_and_unions():
        if country.people.endswith(("ch", "sh")):  # "Dutchman", "Irishwoman"
            found[f"{country.people.lower()}man"] = country.name
            found[f"{country.people.lower()}woman"] = country.name
        for people in (country.people.lower(), *country.words):
            one = people.removesuffix("s")
            if one != people and (people == country.people.lower() or one in country.words):
                found.setdefault(one, country.name)
    return found


@cache
def capitals() -> frozenset[str]:
    """Capitals and other seats of governments, lower case: places as well as parties."""
    seats = {w for c in countries_and_unions() for w in (c.capital, *c.cities) if w}
    return frozenset(spelled for seat in seats for spelled in _spellings(seat))


@cache
def country_words() -> frozenset[str]:
    """Every single word of the phrases in `countries`, as tokenisers cut them: a look at one word
    tells whether a longer look can find anything."""
    return frozenset(word for phrase in countries() for word in re.split(r"[\s-]+", phrase))


@cache
def well_known() -> dict[str, str]:
    """A single lower-case word that stands for a country → the word of the same kind that every
    reader knows: for a name France, for a capital Paris, for an adjective French, for a people
    Germans."""
    found: dict[str, str] = {}
    for country in countries_and_unions():
        for word, familiar in (
            (country.name, "France"),
            *((w, "Paris") for w in (country.capital, *country.cities)),
            (country.adjective, "French"),
            (country.people, "Germans"),
        ):
            if word and re.fullmatch(r"[^\W\d_]+", word):
                found.setdefault(word.lower(), familiar)
    return found


def _spellings(word: str) -> Iterator[str]:
    """With straight and with curly apostrophes, lower case."""
    if word:
        low = word.lower()
        yield low.replace("’", "'")
        yield low.replace("'", "’")
