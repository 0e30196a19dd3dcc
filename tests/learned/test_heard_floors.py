"""How sure the reader must be of a quote before it is told, by the rule that made it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from readout.extraction.decide.antecedents import Antecedents
from readout.extraction.decide.calibration import Calibration
from readout.extraction.decide.heard import Listener
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.decide.scene import Clues, scene_of_document
from readout.extraction.document import Document
from readout.extraction.resolve.references import References
from readout.learned.encoder import Encoder
from readout.learned.heads import Heads

FLOORS = [
    ("an act", "Bola Dosu announced the opening of a plant in Lafia.", 0.6, 0.95),
    ("a praise", "Bola Dosu praised the staff for their patience.", 0.6, 0.95),
    ("a clause", "Bola Dosu insisted that the plant would open.", 0.05, 0.2),
    ("marks", "Bola Dosu said the plant was “a second chance for Lafia”.", 0.01, 0.1),
]


@pytest.mark.parametrize("case, text, low, high", FLOORS, ids=[row[0] for row in FLOORS])
def test_what_is_told(
    case: str, text: str, low: float, high: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _told(text, low, monkeypatch) == 0
    assert _told(text, high, monkeypatch) == 1


def test_according_to_says_itself_that_it_is_somebodys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told("According to Bola Dosu, the plant will open.", 0.001, monkeypatch) == 1


def test_a_whole_sentence_between_marks_is_somebodys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told("“The plant will open,” Bola Dosu said.", 0.001, monkeypatch) == 1


def _told(text: str, sure: float, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many of a text's quotes are told where the reader is so sure of each."""
    document = Document.read(text, date(2024, 5, 13))
    references = References(document)
    quotes = find_quotes(document, references)
    assert len(quotes) == 1
    encoder = Encoder()
    heads = encoder.read(scene_of_document(document, encoder.wordpieces))
    antecedents = Antecedents(Clues(document, references, quotes), heads)
    listener = Listener(document, heads, antecedents, Calibration.of(encoder.calibration))
    monkeypatch.setattr(Heads, "quotes", lambda *_: np.full(1, sure, np.float32))
    return len(listener.read(quotes))
