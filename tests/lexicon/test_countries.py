"""The one table of countries: every state by every word, and the same answer in every room."""

from __future__ import annotations

import pytest
from babel import Locale
from readout.lexicon.countries import Country, capitals, countries, countries_and_unions, states
from readout.names.spelling import words_of
from readout.resolution.gazetteer import load_gazetteer
from readout.watching.parties import standing_for

# Words that two states share; the first of the table has them.
SHARED = {"Dominica": {"dominican", "dominicans"}, "Congo Republic": {"congolese"}}


def test_no_state_is_missing() -> None:
    assert len(states()) == 197  # 193 members, 2 observers, Taiwan, Kosovo
    territories = Locale("en").territories
    assert all(s.code in territories for s in states())
    assert len({s.name for s in states()}) == 197


@pytest.mark.parametrize("state", states(), ids=lambda s: s.code)
def test_each_word_stands_for_its_state(state: Country) -> None:
    shared = SHARED.get(state.name, set())
    seats = () if state.place_only else (state.capital.lower(), *state.cities)
    for word in (*state.terms, *seats, *state.metonyms):
        if word not in shared:
            assert countries()[word] == state.name, word
    assert state.capital.lower() in capitals()


@pytest.mark.parametrize("state", states(), ids=lambda s: s.code)
def test_joining_and_watching_know_the_same(state: Country) -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.phrases[" ".join(words_of(state.name))].name == state.name
    assert gazetteer.places[" ".join(words_of(state.capital))] == state.name
    assert words_of(state.adjective) in standing_for(state.name)


def test_a_name_beats_an_adjective() -> None:
    assert countries()["niger"] == "Niger"
    assert countries()["guinea"] == "Guinea"
    assert countries()["brussels"] == "European Union"


def test_unions_and_parts_are_parties_too() -> None:
    names = {c.name for c in countries_and_unions()}
    assert {"European Union", "United Nations", "Scotland", "Hong Kong"} <= names
