"""Patterns of time that are passed by where a text can't hold them find what they always found."""

from __future__ import annotations

import string

import pytest
from readout.config import ROOT
from readout.evaluation.corpus import read_article
from readout.extraction.find.times import expressions
from readout.extraction.find.times.expressions import find_times
from readout.extraction.find.times.patterns import NEEDS, PATTERNS
from readout.text.paragraphs import sentences


def test_every_need_is_of_a_pattern() -> None:
    assert NEEDS.keys() <= {name for name, _ in PATTERNS}
    told = [sign for signs in NEEDS.values() for sign in signs]
    assert all(sign == sign.lower() for sign in told)
    # Without one of these the gate would let every sentence pass, and nothing would be spared.
    assert not {sign for sign in told if len(sign) < 3} - set(string.digits)


@pytest.mark.parametrize("hand", ["dogwood", "larch", "wikinews"])
def test_nothing_is_passed_by_that_a_pattern_finds(
    hand: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted((ROOT / "seeds" / "corpus" / hand).glob("*.txt"))[:120]
    texts = [read_article(f.read_text("utf-8"), hand=hand, name=f.stem).item.text for f in files]
    pieces = [text[a:b] for text in texts for a, b in sentences(text)]
    gated = [find_times(piece) for piece in pieces]
    monkeypatch.setattr(expressions, "NEEDS", {})
    assert [find_times(piece) for piece in pieces] == gated
    assert sum(map(len, gated)) > 500
