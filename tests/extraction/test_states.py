"""Every state as a party: by its name, adjective, people and capital, and by its foreign minister."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from readout.extraction.article import parsed, read_facts
from readout.extraction.limits import Clock
from readout.lexicon.countries import Country, countries, states

_STATES = states()
_OTHER = 57  # each state meets the one so many places on
_WITH_ARTICLE = {
    *("AE", "BS", "CD", "CF", "CG", "CZ", "DO", "GM", "KM", "MH", "MV", "NL", "PH", "SB", "US", "VA"),
}  # fmt: skip

# What the parser cuts up: a possessive inside a name, a name of four words at the end of a list,
# a second country that it takes for a company.
NOT_READ = {
    "Julia Novak met Peter Larsen in St. John’s on Tuesday.",
    "Julia Novak met Peter Larsen in St. George’s on Tuesday.",
    "Port-au-Prince and Oslo held talks on Tuesday.",
    "Kigali and Andorra la Vella held talks on Tuesday.",
    "The foreign ministers of Brazil and Ireland met on Tuesday.",
}


def _the(state: Country) -> str:
    article = state.code in _WITH_ARTICLE and not state.name.lower().startswith("the ")
    return f"the {state.name}" if article and state.name != "Congo" else state.name


def _sentences(one: Country, other: Country) -> Iterator[tuple[str, set[str], str]]:
    """A sentence, the parties it has (or how they begin), the place it has."""
    name = _the(one)[:1].upper() + _the(one)[1:]
    both = {one.name, other.name}
    article = "An" if one.adjective[0] in "AEIOU" else "A"
    yield f"{name} and {_the(other)} held talks on Tuesday.", both, ""
    yield f"The foreign ministers of {_the(one)} and {_the(other)} met on Tuesday.", both, ""
    peoples = {countries()[s.people.lower()] for s in (one, other)}
    yield f"The {one.people} and the {other.people} met on Tuesday.", peoples, ""
    delegation = f"{article} {one.adjective} delegation met Julia Novak, the envoy, on Tuesday."
    yield delegation, {f"{one.adjective} delegation", "Julia Novak"}, ""
    minister = f"The {one.adjective} foreign minister met Julia Novak on Tuesday."
    yield minister, {f"{one.adjective} foreign minister", "Julia Novak"}, ""
    if one.place_only or other.place_only:
        text = f"Julia Novak met Peter Larsen in {one.capital} on Tuesday."
        yield text, {"Julia Novak", "Peter Larsen"}, one.capital
    else:
        yield f"{one.capital} and {other.capital} held talks on Tuesday.", both, ""


def _is_read(text: str, parties: set[str], place: str) -> bool:
    clock = Clock(1e9)
    _, found = read_facts(parsed(text, clock), date(2024, 3, 13), clock)
    if len(found) != 1:
        return False
    where = found[0].place.name if found[0].place is not None else ""
    told = {p.name.lower() for p in found[0].participants}
    return told == {p.lower() for p in parties} and where == place


@pytest.mark.parametrize("number", range(len(_STATES)), ids=[s.code for s in _STATES])
def test_a_state_is_a_party_however_it_is_called(number: int) -> None:
    one, other = _STATES[number], _STATES[(number + _OTHER) % len(_STATES)]
    missed = {text for text, *want in _sentences(one, other) if not _is_read(text, *want)}
    assert missed <= NOT_READ
