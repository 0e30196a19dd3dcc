"""The gate itself: the real extraction over the corpora, held against the pinned run."""

from __future__ import annotations

from collections import Counter

import pytest
from readout.cli.gate import FOLDER, measure, read_pinned
from readout.config import ROOT
from readout.evaluation.corpora import CORPORA, load_blocks, load_corpus, load_swaps
from readout.evaluation.gate import digest_of, gains_and_losses, judge, shortfalls
from readout.evaluation.robustness import drops, plain_losses, robustness_row, worse
from readout.extraction import extract

PINNED = read_pinned(FOLDER)


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_figure_lies_under_its_floor(corpus: str) -> None:
    items = load_corpus(corpus, FOLDER)
    run = judge(corpus, items, measure(items, extract))
    pin = {k: v for k, v in PINNED.get("corpora", {}).items() if k == corpus}
    gains, losses = gains_and_losses(run, PINNED)
    found = shortfalls([run], {"corpora": pin})
    assert found == [], f"gained {gains}, lost {losses}: see `readout gate --verbose`"


@pytest.mark.parametrize("corpus", CORPORA)
def test_ids_are_unique_and_spans_lie_in_the_text(corpus: str) -> None:
    items = load_corpus(corpus, FOLDER)
    assert len({item.id for item in items}) == len(items)
    assert len({item.text for item in items}) >= len(items) - 1
    for item in items:
        spans = [s for q in item.quotes for s in (*q.content, *q.cue, *q.source)]
        spans += [s for m in item.meetings for s in m.trigger]
        for start, end in spans:
            assert 0 <= start <= end <= len(item.text)
            assert item.text[start:end] == item.text[start:end].strip()


def test_the_corpora_are_large_and_thin_statuses_are_not_thin() -> None:
    quotes = load_corpus("quotes_sentences", FOLDER)
    meetings = load_corpus("meetings_sentences", FOLDER)
    articles = load_corpus("articles", FOLDER)
    assert len(quotes) >= 150
    assert len(meetings) >= 150
    assert len(articles) >= 12
    assert len({item.phenomenon for item in articles}) == len(articles)
    statuses = Counter(m.status for item in meetings for m in item.meetings)
    assert min(statuses.values()) >= 10
    assert set(statuses) == {
        "possible", "likely", "scheduled", "under_way", "held", "postponed", "cancelled", "denied",
    }  # fmt: skip
    types = Counter(q.type for item in quotes for q in item.quotes)
    assert min(types[t] for t in ("direct", "mixed", "indirect")) >= 20


def test_the_seed_gold_lies_on_the_seed_article() -> None:
    (item,) = load_corpus("seed", FOLDER)
    text = (ROOT / "seeds" / "articles" / "000_63b0898204a347c1.txt").read_text(encoding="utf-8")
    assert item.text == text
    assert len(item.quotes) == 11
    assert len(item.meetings) == 6
    first = item.meetings[0]
    assert text[slice(*first.trigger[0])] == "talks"
    assert f"{item.published:%A %Y-%m-%d}" == "Monday 2023-06-19"


def test_what_is_told_otherwise_is_found_as_well_as_it_was() -> None:
    swaps = load_swaps(FOLDER)
    blocks = [block for name in CORPORA for block in load_blocks(name, FOLDER)]
    row = robustness_row(drops(blocks, swaps, extract), plain_losses(swaps.cultures, extract))
    assert worse(row, PINNED["robustness"]) == [], "see `readout gate --perturb --verbose`"


def test_the_pinned_digests_are_those_of_the_corpora() -> None:
    assert set(PINNED["corpora"]) == set(CORPORA)
    for name, pin in PINNED["corpora"].items():
        assert pin["digest"] == digest_of(load_corpus(name, FOLDER)), name
