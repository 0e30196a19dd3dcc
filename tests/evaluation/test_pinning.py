"""Floors rise by themselves and sink only with a reason; a changed corpus is noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from readout.cli.gate import read_pinned
from readout.errors import ConfigError
from readout.evaluation.gate import Run, digest_of, gains_and_losses, judge, pin, shortfalls
from readout.evaluation.markup import GoldError, read_gold
from readout.evaluation.peers import regex_quotes
from readout.model import Article, Extraction

from tests.evaluation.perfect import perfect

SOURCE = """\
## one
{c “We will wait,”} {q said} {s Anna Kovar}.
q: Anna Kovar

{c “We have waited,”} {q said} {s Viktor Hale}.
q: Viktor Hale
"""
ITEMS = read_gold(SOURCE, prefix="t", judges=frozenset({"quotes"}))
GOOD = judge("t", ITEMS, {item.id: perfect(item) for item in ITEMS})
HALF = judge("t", ITEMS, {ITEMS[0].id: perfect(ITEMS[0])})


def pinned_at(run: Run) -> dict[str, Any]:
    content, refused = pin([run], {}, day="2024-03-13")
    assert refused == []
    return content


def test_a_run_passes_its_own_pin_and_a_worse_one_does_not() -> None:
    assert shortfalls([GOOD], pinned_at(GOOD)) == []
    missed = shortfalls([HALF], pinned_at(GOOD))
    assert any("quotes.attributed_f1 is 0.667, its floor 1.000" in line for line in missed)


def test_never_pinned_and_not_run_are_shortfalls() -> None:
    assert "never pinned" in shortfalls([GOOD], {})[0]
    assert shortfalls([], pinned_at(GOOD)) == ["t: pinned, but not run"]


def test_floors_rise_by_themselves() -> None:
    content, refused = pin([GOOD], pinned_at(HALF), day="2024-03-14")
    assert refused == []
    assert content["corpora"]["t"]["floors"]["quotes.exact_f1"] == 1.0
    assert content["lowered"] == []


def test_floors_sink_only_with_a_reason_which_is_kept() -> None:
    content, refused = pin([HALF], pinned_at(GOOD), day="2024-03-14")
    assert content["corpora"]["t"]["floors"] == pinned_at(GOOD)["corpora"]["t"]["floors"]
    assert any("quotes.attributed_f1 1.0 -> 0.666" in line for line in refused)
    content, refused = pin([HALF], pinned_at(GOOD), day="2024-03-14", reason="the gold was wrong")
    assert refused == []
    assert content["corpora"]["t"]["floors"]["quotes.attributed_f1"] == 0.666
    assert {(x["figure"], x["reason"]) for x in content["lowered"]} >= {
        ("quotes.attributed_f1", "the gold was wrong")
    }
    # A later pin keeps the record.
    later, _ = pin([GOOD], content, day="2024-03-15")
    assert later["lowered"] == content["lowered"]


@pytest.mark.parametrize(
    "change",
    [
        lambda item: replace(item, text=item.text.replace("wait", "wail")),
        lambda item: replace(item, quotes=(replace(item.quotes[0], speaker_name="Eva Kovar"),)),
        lambda item: replace(item, quotes=()),
    ],
    ids=["text", "speaker", "quote"],
)
def test_another_corpus_is_noticed_and_needs_a_reason(change: Any) -> None:
    changed = [change(ITEMS[0]), *ITEMS[1:]]
    assert digest_of(changed) != digest_of(ITEMS)
    run = judge("t", changed, {item.id: perfect(item) for item in changed})
    before = pinned_at(GOOD)
    assert any("corpus changed" in line for line in shortfalls([run], before))
    content, refused = pin([run], before, day="2024-03-14")
    assert any("digest" in line for line in refused)
    assert content["corpora"]["t"] == before["corpora"]["t"]
    content, refused = pin([run], before, day="2024-03-14", reason="a slip in the gold")
    assert refused == []
    assert shortfalls([run], content) == []
    assert content["lowered"][-1]["figure"] == "digest"


def test_gains_and_losses_name_the_items() -> None:
    assert gains_and_losses(GOOD, pinned_at(HALF)) == (["t/one/02 quotes"], [])
    assert gains_and_losses(HALF, pinned_at(GOOD)) == ([], ["t/one/02 quotes"])
    assert gains_and_losses(GOOD, {}) == ([], [])


def test_a_broken_pinned_file_says_how_to_mend_it(tmp_path: Path) -> None:
    assert read_pinned(tmp_path) == {}
    (tmp_path / "pinned.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match="git checkout"):
        read_pinned(tmp_path)


@pytest.mark.parametrize(
    "source, words",
    [
        ("{c a", "not closed"),
        ("a}", "closes nothing"),
        ("{c a} said", "differ in number"),
        ("{c a} said\nq: A | via = B | colour=red", "unknown"),
        ("{c a} said\nq: A (ghost)", "kind"),
        ("A {t met} B.\nm: A + B | held", "needs"),
        ("A {t met} B.\nm: A + B | gone | none", "status"),
    ],
)
def test_gold_that_cannot_be_so_is_refused(source: str, words: str) -> None:
    with pytest.raises(GoldError, match=words):
        read_gold(source, prefix="t")


def test_the_peer_reads_plain_quotes_and_no_more() -> None:
    told = {i.id: regex_quotes(Article(id=i.id, text=i.text)) for i in ITEMS}
    assert judge("t", ITEMS, told).figures()["quotes.attributed_f1"] == 1.0
    assert regex_quotes(Article("x", "")) == Extraction("x")
