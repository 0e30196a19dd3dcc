"""Words of names: which family names stand first."""

from __future__ import annotations

from functools import cache

from readout.lexicon.loading import table
from readout.lexicon.words import listed


@cache
def family_names_first() -> frozenset[str]:
    """Family names that papers print before the given one (Xi Jinping), lower case."""
    return frozenset(table("family_names")["first"])


@cache
def particles() -> frozenset[str]:
    """Small words inside names ("van den Berg", "dos Santos"), as they are written there."""
    return listed("names.particles")


@cache
def suffixes() -> frozenset[str]:
    """What stands behind a name and is none: jr, sr, ii …, lower case without dots."""
    return listed("names.suffixes")


@cache
def kept_titles() -> frozenset[str]:
    """Titles that stay a part of the name, because no other name follows: Pope Francis."""
    return listed("people.names.kept")


@cache
def strong_particles() -> frozenset[str]:
    """Particles that stand in no name of a place: what has one is a person."""
    return frozenset(table("family_names")["strong_particles"])


@cache
def calendar_words() -> frozenset[str]:
    """Days and months, some of which are given names ("Friday Okoro"), lower case."""
    return frozenset(table("family_names")["calendar"])


@cache
def words_before(what: str) -> frozenset[str]:
    """Words that tell what a capitalised one behind them is: `names`, `met`, `places`,
    `of_places`."""
    return frozenset(table("family_names")["before"][what])


@cache
def stand_in_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given and family names that a parser trained on American news reads as names."""
    names = table("family_names")["stand_ins"]
    return tuple(names["given"]), tuple(names["family"])


@cache
def party_and_state() -> frozenset[str]:
    """What stands in brackets behind a legislator's name, as one word: "D-Vt."."""
    parties = table("parties")
    return frozenset(
        f"{letter}-{state}"
        for letter in parties["party_letters"]
        for state in parties["party_states"]
    )
