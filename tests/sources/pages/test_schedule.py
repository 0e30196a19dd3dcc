"""When a page is tried or looked at again, as tables."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.sources.pages.schedule import LOOKS, RETRIES, next_look, next_try

NOW = datetime(2026, 3, 1, 12, 0)


@pytest.mark.parametrize(
    "kind, attempts, minutes",
    [
        ("temporary", 1, 5),
        ("temporary", 2, 15),
        ("temporary", 7, 2880),
        ("temporary", 8, None),
        ("soft", 1, 60),
        ("soft", 4, 2880),
        ("soft", 5, None),
        ("hard", 1, None),
        ("reader", 2, 1440),
        ("reader", 3, None),
        ("unheard of", 1, 60),
    ],
)
def test_next_try(kind: str, attempts: int, minutes: int | None) -> None:
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert next_try(kind, attempts, NOW) == expected


@pytest.mark.parametrize("kind", RETRIES)
def test_pauses_grow_and_end(kind: str) -> None:
    pauses = RETRIES[kind]
    assert list(pauses) == sorted(set(pauses))
    assert next_try(kind, len(pauses) + 1, NOW) is None


@pytest.mark.parametrize(
    "seen, published, looks, hours",
    [
        # fresh: an hour after it came, and then further and further apart
        (0, 0, 1, 1),
        (1, 1, 2, 2),
        (3, 3, 3, 5),
        (8, 8, 4, 16),
        (24, 24, 5, 48),
        (72, 72, 6, 96),
        (168, 168, 7, None),
        # published some hours before its feed was polled
        (0, 5, 1, 3),
        # found late: no look is made up for
        (30, 30, 1, 42),
        # an archive that a new feed brings: one look, a day later
        (0, 24 * 400, 1, 24),
        (24, 24 * 400, 2, None),
        # a date ahead of its time counts from when it was seen
        (0, -48, 1, 1),
        (0, None, 1, 1),
    ],
)
def test_next_look(seen: float, published: float | None, looks: int, hours: float | None) -> None:
    date = None if published is None else NOW - timedelta(hours=published)
    found = next_look(NOW - timedelta(hours=seen), date, looks, NOW)
    assert found == (None if hours is None else NOW + timedelta(hours=hours))


@given(st.integers(0, 10**7), st.none() | st.integers(-(10**7), 10**8), st.integers(1, 30))
def test_looks_are_ahead_and_end(seen: int, published: int | None, looks: int) -> None:
    date = None if published is None else NOW - timedelta(seconds=published)
    found = next_look(NOW - timedelta(seconds=seen), date, looks, NOW)
    if seen > LOOKS[-1].total_seconds() and looks > 1:
        assert found is None
    assert found is None or found >= NOW + timedelta(minutes=30)
