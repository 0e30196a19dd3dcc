"""The seed article's eleven quotations, word for word, and none besides.

The expected file was compared with the annotation that came with the article, field by
field; it isn't written by the code under test.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from readout.config import ROOT
from readout.extraction import extract
from readout.model import Article, Quote

SEED = next((ROOT / "seeds" / "articles").glob("000_*.txt"))
GOLDEN = ROOT / "tests" / "golden" / "seed_quotes.json"
EXPECTED: list[dict[str, Any]] = json.loads(GOLDEN.read_text(encoding="utf-8"))


def told(text: str, quote: Quote) -> dict[str, Any]:
    return {
        "words": " … ".join(text[s:e] for s, e in quote.content),
        "cue": [text[s:e] for s, e in quote.cue],
        "source": [text[s:e] for s, e in quote.source],
        "speaker": quote.speaker_name,
        "kind": quote.speaker_kind,
        "description": quote.speaker_desc,
        "type": quote.type,
        "via": quote.via,
        "to": quote.addressee,
    }


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    text = SEED.read_text(encoding="utf-8")
    quotes = extract(Article("seed", text)).quotes
    return [told(text, q) for q in quotes if q.cue_kind == "speech"]


@pytest.mark.parametrize("number", range(len(EXPECTED)))
def test_each_quotation(found: list[dict[str, Any]], number: int) -> None:
    assert found[number] == EXPECTED[number]


def test_none_besides(found: list[dict[str, Any]]) -> None:
    assert len(EXPECTED) == 11
    assert len(found) == 11
