"""A later sentence that takes a meeting back."""

from __future__ import annotations

from datetime import date

import pytest
from readout.extraction import extract
from readout.model import Article

_MET = "A newspaper wrote that President Ibrahim Danjuma had met Anna Kovar in Kaduna. "


def _statuses(text: str) -> list[str]:
    article = Article(id="a", text=text, published=date(2024, 3, 13))
    return [m.status for m in extract(article).meetings]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (_MET + "The palace said no such meeting had taken place.", "denied"),
        (_MET + "“The meeting never happened,” a spokesman said.", "denied"),
        (_MET + "The palace said nothing.", "held"),
        ("Reports that Anna Kovar had met Jan Bilek were dismissed by the palace.", "denied"),
        ("The palace dismissed a report that Anna Kovar had met Jan Bilek.", "denied"),
        ("The palace confirmed a report that Anna Kovar had met Jan Bilek.", "held"),
    ],
)
def test_taken_back(text: str, status: str) -> None:
    assert _statuses(text) == [status]


def test_another_rumour_is_what_is_denied() -> None:
    text = _MET + "He denied a report that he owned a yacht. There was no such visit, he said."
    assert _statuses(text) == ["held"]
