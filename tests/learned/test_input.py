"""What the encoder is given: pieces, windows, and the features beside them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readout.extraction.decide.scene import scene_of_document
from readout.extraction.document import Document
from readout.learned.features import rivalry, sentence_bucket, signed_bucket, tree_distance
from readout.learned.windows import CONTEXT, LENGTH, windows_of
from readout.learned.wordpieces import WordPieces
from readout.text.parsing import parse

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "met", "##ing", "o", "##sei", "’", "s", ".", "the"]
PIECES = WordPieces({w: n for n, w in enumerate(WORDS)})


@pytest.mark.parametrize(
    "token, told",
    [
        ("met", ["met"]),
        ("Meeting", ["[UNK]"]),  # no "##e": a word that can't be parted is unknown whole
        ("meting", ["met", "##ing"]),
        ("Osei", ["o", "##sei"]),
        ("Ösei’s", ["o", "##sei", "’", "s"]),
        ("   ", ["[UNK]"]),
        ("x" * 500, ["[UNK]"]),
        ("\x00", ["[UNK]"]),
    ],
)
def test_pieces_of_a_token(token: str, told: list[str]) -> None:
    assert [WORDS[n] for n in PIECES.of(token)] == told


@given(st.text(max_size=40))
@settings(max_examples=200)
def test_every_token_has_pieces(token: str) -> None:
    assert PIECES.of(token)


def test_each_token_stands_once_in_its_own_window() -> None:
    text = "The met osei . " * 400 + "\n\n" + "met " * 900
    doc = parse(text)
    windows = windows_of(doc, PIECES)
    assert windows.pieces.shape[1] == LENGTH
    assert (windows.lengths <= LENGTH).all()
    assert (windows.first <= windows.last).all()
    assert len(set(windows.first.tolist())) == len(doc)
    flat = windows.pieces.reshape(-1)
    for token in doc:
        own = PIECES.of(token.text)
        assert flat[windows.first[token.i]] == own[0]
    # Context costs a share, not a multiple.
    assert len(windows.pieces) <= 3 + windows.lengths.sum() / (LENGTH - CONTEXT - 60)


def test_distances_are_of_the_parse_and_of_the_page() -> None:
    document = Document.read("Ann met Bob in Oslo. Carl called Dora.", None)
    scene = scene_of_document(document, PIECES)
    met = next(t.i for t in document.doc if t.text == "met")
    bob = next(t.i for t in document.doc if t.text == "Bob")
    dora = next(t.i for t in document.doc if t.text == "Dora")
    steps = tree_distance(scene, met)
    assert steps[met] == 0
    assert steps[bob] == 1
    assert steps[dora] == 8
    assert signed_bucket(np.array([0, 1, -1, 40], np.int32)).tolist() == [8, 9, 7, 16]
    assert sentence_bucket(np.array([0, 1, -1, 9], np.int32)).tolist() == [4, 5, 3, 8]


def test_a_word_is_nearer_to_one_of_two_triggers() -> None:
    document = Document.read("Ann met Bob on Monday and phoned Carl on Friday.", None)
    scene = scene_of_document(document, PIECES)
    place = {t.text: t.i for t in document.doc}
    standing = rivalry(scene, place["met"], [place["met"], place["phoned"]])
    assert standing[place["Bob"]] == 1
    assert standing[place["Carl"]] == 7  # nearer to the other, which stands between
    assert rivalry(scene, place["met"], [place["met"]]).max() == 0
