"""A day that was moved is no beginning of several days."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

DAY = date(2024, 5, 15)
CASES = [
    ("Ilse Kron's meeting with Musa Kande was postponed from Monday to Friday.", 17, 17),
    ("Ilse Kron moved her talks with Musa Kande from Monday to Friday.", 17, 17),
    (
        "The meeting between Ilse Kron and Musa Kande was pushed back from Thursday to Friday.",
        17,
        17,
    ),
    (
        "Talks between Ilse Kron and Musa Kande were brought forward from Friday to Thursday.",
        16,
        16,
    ),
    ("Ilse Kron rescheduled a meeting with Musa Kande from Thursday to Saturday.", 18, 18),
    ("Ilse Kron will hold talks with Musa Kande from Sunday to Tuesday.", 19, 21),
]


@pytest.mark.parametrize(("text", "first", "last"), CASES)
def test_when_they_meet(text: str, first: int, last: int) -> None:
    (meeting,) = extract(Article("t", text + "\n\nIt rained in the capital.", DAY)).meetings
    assert meeting.time is not None
    assert (meeting.time.start, meeting.time.end) == (
        date(2024, 5, first),
        date(2024, 5, last),
    )
