"""Articles that are learned from again have other surnames, and nothing else is another."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("jax", reason="what make train installs is not there")

from readout.evaluation.corpus import read_article
from readout.learned.wordpieces import WordPieces
from readout.training import variety
from readout.training.examples import Example, example_of

HEAD = "genre: wire\nregion: gulf\noutlet: O\npublished: 2024-05-12\ntitle: T\n---\n"
GOLD = "---\nm1: Abena Osei + Ilir Kodra | held | 2024-05-11\n"
LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
LISTED = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = [*LISTED, *LETTERS, *("##" + c for c in LETTERS), ".", ","]
GAP = WORDS.index("[MASK]")


def _example(text: str) -> Example:
    pieces = WordPieces({w: n for n, w in enumerate(WORDS)})
    return example_of(read_article(HEAD + text + GOLD, hand="h", name="a"), pieces)


def _words(example: Example, pieces: np.ndarray) -> list[str]:
    flat = pieces.reshape(-1)
    w = example.scene.windows
    return [
        "".join(WORDS[p].removeprefix("##") for p in flat[a : b + 1])
        for a, b in zip(w.first, w.last, strict=True)
    ]


MET = "Abena Osei {m1 met} Ilir Kodra {d1 on Saturday}. Osei praised Kodra.\n"


def test_a_surname_becomes_another_of_as_many_pieces_everywhere() -> None:
    example = _example(MET)
    names = variety.surnames(example)
    assert [len(name) for name in names] == [4]  # the recogniser knows only her
    others = {4: [tuple(WORDS.index(p) for p in ("b", "##u", "##r", "##q"))]}
    before = example.scene.windows.pieces.copy()
    after = variety.renamed(before, names, others, np.random.default_rng(1))
    told = _words(example, after)
    assert told == [
        "abena",
        "burq",
        "met",
        "ilir",
        "kodra",
        "on",
        "saturday",
        ".",
        "burq",
        "praised",
        "kodra",
        ".",
    ]
    assert np.array_equal(before, example.scene.windows.pieces)


def test_a_surname_that_is_a_word_of_the_text_stays() -> None:
    example = _example("Abena Rice {m1 met} Ilir Kodra {d1 on Saturday}. They bought rice.\n")
    own = {"".join(WORDS[p].removeprefix("##") for p in name) for name in variety.surnames(example)}
    assert own == {"kodra"}


def test_all_surnames_lie_together_by_their_length() -> None:
    names = [((1, 2), (3,)), ((3,), (4,))]
    assert variety.pool(names) == {1: [(3,), (4,)], 2: [(1, 2)]}


def test_gaps_leave_the_ends_of_a_window_alone() -> None:
    example = _example(MET)
    w = example.scene.windows
    every = variety.with_gaps(w.pieces, w.lengths, GAP, 1.0, np.random.default_rng(1))
    size = int(w.lengths[0])
    assert every[0, 0] == w.pieces[0, 0]
    assert every[0, size - 1] == w.pieces[0, size - 1]
    assert (every[0, 1 : size - 1] == GAP).all()
    assert (every[0, size:] == w.pieces[0, size:]).all()
    none = variety.with_gaps(w.pieces, w.lengths, GAP, 0.0, np.random.default_rng(1))
    assert np.array_equal(none, w.pieces)
