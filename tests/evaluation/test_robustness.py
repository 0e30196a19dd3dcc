"""What counts as worse, and how parties of plain sentences are counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from readout.config import ROOT
from readout.evaluation.corpora import load_cultures, load_swaps
from readout.evaluation.markup import read_blocks
from readout.evaluation.robustness import drops, plain_losses, robustness_row, worse
from readout.model import Article, Extraction, MeetingMention, Participant

FOLDER = ROOT / "tests" / "gate"
GOLD = """\
Ana Roe {t met} Bo Lund in Riga on Monday, and nobody else was there.
m: Ana Roe + Bo Lund | held | 2024-03-11 | at=Riga
"""


def knows_by_heart(article: Article) -> Extraction:
    """Finds the one meeting that it was written for."""
    people = tuple(Participant(n, "person") for n in ("Ana Roe", "Bo Lund") if n in article.text)
    meeting = MeetingMention(people, "held", ((0, 1),), (8, 11))
    return Extraction(article.id, meetings=(meeting,) if people else ())


def test_what_was_known_by_heart_is_lost_with_other_names() -> None:
    blocks = read_blocks(GOLD, "t", date(2024, 3, 13), frozenset({"meetings"}))
    found = {d.kind: d for d in drops(blocks, load_swaps(FOLDER), knows_by_heart)}
    assert found["names"].figures()["meetings.participants_f1"] == (1.0, 0.0)
    assert found["dateline"].figures()["meetings.participants_f1"] == (1.0, 1.0)
    assert found["names"].lost() == []  # no item was wholly right: no day was told


def test_every_party_of_a_plain_sentence_counts() -> None:
    cultures = load_cultures(FOLDER)
    losses = plain_losses(cultures, knows_by_heart)
    assert losses.share == 1.0
    assert set(losses.lost) == {c.name for c in cultures}
    assert sum(losses.parties.values()) == 2 * 16 * len(cultures)


def test_worse_is_what_exceeds_the_pinned_drop() -> None:
    blocks = read_blocks(GOLD, "t", date(2024, 3, 13), frozenset({"meetings"}))
    swaps = load_swaps(FOLDER)
    row = robustness_row(drops(blocks, swaps, knows_by_heart), plain_losses([], knows_by_heart))
    assert worse(row, row) == []
    better = {"drops": {"names": {"meetings.participants_f1": 0.9}}, "plain_lost": 0.0}
    assert worse(row, better) == ["names: meetings.participants_f1 drops by 1.001, pinned 0.900"]
    assert worse(row | {"plain_lost": 0.1}, better)[1:] != []


def test_held_out_articles_are_logged_and_not_shown(tmp_path: Path, capsys: object) -> None:
    from readout.cli.gate_otherwise import run_heldout

    (tmp_path / "heldout").mkdir()
    (tmp_path / "heldout" / "one.txt").write_text(GOLD, encoding="utf-8")
    assert run_heldout(tmp_path) == 0
    assert run_heldout(tmp_path) == 0
    lines = (tmp_path / "heldout" / "log.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert all("articles=1 " in line for line in lines)
    assert "Roe" not in lines[0]
