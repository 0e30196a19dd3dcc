"""Pairing is one to one and never worse than greedy or any single swap; F1 from counts."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.evaluation.names import same_body, same_party, same_person, same_place
from readout.evaluation.pairing import Reliability, Tally, pair_up

WEIGHTS = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=columns, max_size=columns),
        min_size=1,
        max_size=4,
    )
)


@given(WEIGHTS)
def test_the_best_pairing_is_found(weights: list[list[float]]) -> None:
    pairs = pair_up(weights)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    assert all(weights[r][c] > 0 for r, c in pairs)
    rows, columns = len(weights), len(weights[0])
    slots = [*range(columns), *([None] * rows)]
    best = max(
        sum(weights[r][c] for r, c in enumerate(order) if c is not None)
        for order in permutations(slots, rows)
    )
    assert sum(weights[r][c] for r, c in pairs) == pytest.approx(best)


def test_f1_of_nothing_is_unknown() -> None:
    assert Tally().f1 is None
    assert Tally(right=1, gold=2, told=1).f1 == pytest.approx(2 / 3)


def test_what_was_told_for_sure_is_counted_apart() -> None:
    told = Reliability()
    assert told.sure is None
    for confidence, right in [(0.95, True), (0.9, False), (0.89, False), (1.0, True), (0.31, True)]:
        told.note(confidence, right)
    assert told.sure == pytest.approx(2 / 3)
    assert [(round(c, 3), r, n) for c, r, n in told.bins()] == [
        (0.31, 1.0, 1),
        (0.89, 0.0, 1),
        (0.95, pytest.approx(2 / 3), 3),
    ]


@pytest.mark.parametrize(
    "gold, told, same",
    [
        ("Anna Kovar", "Anna Kovar", True),
        ("Anna Kovar", "Mayor Anna Kovar", True),
        ("Anna Kovar", "ANNA KOVAR", True),
        ("Élodie Marchand", "Elodie Marchand", True),
        ("Antony Blinken", "Antony J. Blinken", True),
        ("Anna Kovar", "Kovar", False),
        ("Anna Kovar", "Eva Kovar", False),
        ("Anna Kovar", None, False),
        ("Oakes", "Mrs Oakes", True),
        ("Xi Jinping", "Xi", False),
    ],
)
def test_persons(gold: str, told: str | None, same: bool) -> None:
    assert same_person(gold, told) is same


@pytest.mark.parametrize(
    "gold, told, same",
    [
        ("World Health Organization", "WHO", True),
        ("police union", "the police union", True),
        ("drivers' union", "union", True),
        ("foreign ministry", "finance ministry", False),
        ("Norda Steel", "Norda Paper", False),
        ("officials of Norda Steel", "Norda Steel", False),
    ],
)
def test_bodies(gold: str, told: str, same: bool) -> None:
    assert same_body(gold, told) is same


def test_several_persons_and_places() -> None:
    assert same_party("Lena Fischer and Amadou Traore", "Amadou Traore and Lena Fischer", person=0)
    assert not same_party("Lena Fischer and Amadou Traore", "Lena Fischer and Jo Ray", person=0)
    assert same_place("Lakeside Hotel in Geneva", "the Lakeside Hotel")
    assert not same_place("Lakeside Hotel", "Harbour Hotel")
