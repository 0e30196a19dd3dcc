"""What a step did, in words: one thing is no things."""

from __future__ import annotations

import pytest
from readout.steps import Counts


@pytest.mark.parametrize(
    "name, one, two",
    [
        ("feeds", "1 feed", "2 feeds"),
        ("entries", "1 entry", "2 entries"),
        ("batches", "1 batch", "2 batches"),
        ("archive_files", "1 archive file", "2 archive files"),
        ("new", "1 new", "2 new"),
        ("set_aside", "1 set aside", "2 set aside"),
        ("failed__soft", "1 failed (soft)", "2 failed (soft)"),
    ],
)
def test_one_and_two(name: str, one: str, two: str) -> None:
    assert Counts().add(**{name: 1}).line() == one
    assert Counts().add(**{name: 2}).line() == two
