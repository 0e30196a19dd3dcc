"""A right answer scores 1, and every kind of wrong answer scores less, in its own figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from readout.config import ROOT
from readout.evaluation.corpora import CORPORA, load_corpus
from readout.evaluation.gate import judge
from readout.evaluation.markup import read_gold
from readout.model import Extraction, MeetingMention, Participant, Place, Quote, When

from tests.evaluation.perfect import perfect

SOURCE = """\
## told
@ 2024-03-13
{c “We will wait,”} {s Anna Kovar} {q told} Radio Nord. {c2 “And then we will not.”}
Kovar {t met} Viktor Hale in Lund on Monday for two hours. {s3 Hale} {q3 said} that {c3 tea was served}.
q: Anna Kovar | via=Radio Nord
q: Anna Kovar
q: Viktor Hale
m: Anna Kovar + Viktor Hale | held | 2024-03-11 | at=Lund | format=in_person | minutes=120

## nothing
The road meets the river at Lund.
"""
TOLD, NOTHING = read_gold(SOURCE, prefix="t")
RIGHT = {item.id: perfect(item) for item in (TOLD, NOTHING)}


def figures(told: Extraction, nothing: Extraction | None = None) -> dict[str, float]:
    found = {TOLD.id: told, NOTHING.id: nothing or RIGHT[NOTHING.id]}
    return judge("t", [TOLD, NOTHING], found).figures()


@pytest.mark.parametrize("corpus", CORPORA)
def test_gold_against_itself_is_without_fault(corpus: str) -> None:
    items = load_corpus(corpus, ROOT / "tests" / "gate")
    run = judge(corpus, items, {item.id: perfect(item) for item in items})
    assert run.faults == {}
    assert set(run.figures().values()) == {1.0}


@pytest.mark.parametrize("corpus", CORPORA)
def test_telling_nothing_finds_nothing(corpus: str) -> None:
    items = load_corpus(corpus, ROOT / "tests" / "gate")
    run = judge(corpus, items, {})
    for side, name in (("quotes", "attributed_f1"), ("meetings", "full_f1")):
        if side in items[0].judges:
            assert run.figures()[f"{side}.{name}"] == 0.0


QuoteChange = Callable[[Quote], Quote | None]
QUOTE_FAULTS: list[tuple[str, QuoteChange, set[str]]] = [
    ("missed", lambda q: None, {"content_f1", "exact_f1", "attributed_f1"}),
    (
        "one word short",
        lambda q: replace(q, content=((q.content[0][0], q.content[0][1] - 6),)),
        {"exact_f1", "attributed_f1", "sure"},
    ),
    (
        "other speaker",
        lambda q: replace(q, speaker_name="Viktor Hale"),
        {"attributed_f1", "speaker", "sure"},
    ),
    (
        "surname only",
        lambda q: replace(q, speaker_name="Kovar"),
        {"attributed_f1", "speaker", "sure"},
    ),
    ("no speaker", lambda q: replace(q, speaker_name=None), {"attributed_f1", "speaker", "sure"}),
    ("other type", lambda q: replace(q, type="indirect"), {"type"}),
    ("relay not told", lambda q: replace(q, via=None), {"via"}),
    (
        "attitude",
        lambda q: replace(q, cue_kind="attitude"),
        {"content_f1", "exact_f1", "attributed_f1"},
    ),
]


@pytest.mark.parametrize("name, change, lower", QUOTE_FAULTS, ids=[row[0] for row in QUOTE_FAULTS])
def test_a_wrong_quote_lowers_its_figures(name: str, change: QuoteChange, lower: set[str]) -> None:
    right = RIGHT[TOLD.id]
    first, *rest = right.quotes
    changed = change(first)
    told = replace(right, quotes=((changed,) if changed else ()) + tuple(rest))
    sunk = {k for k, v in figures(told).items() if v < 1}
    if name in {"missed", "attitude"}:
        sunk.discard("quotes.via")  # what was not found is not asked for its relay
    assert sunk == {f"quotes.{k}" for k in lower}


def test_a_quote_too_many_lowers_precision_and_quiet() -> None:
    right = RIGHT[TOLD.id]
    extra = Quote(content=((0, 33),), speaker_name="Anna Kovar", type="indirect")
    assert figures(right, Extraction(NOTHING.id, quotes=(extra,)))["quotes.quiet"] == 0.0
    start = TOLD.text.index("Kovar met")
    more = replace(right, quotes=(*right.quotes, replace(extra, content=((start, start + 20),))))
    assert figures(more)["quotes.attributed_f1"] < 1


def test_a_relay_that_nobody_named_is_noticed() -> None:
    right = RIGHT[TOLD.id]
    told = replace(right, quotes=(*right.quotes[:2], replace(right.quotes[2], via="Lund Post")))
    assert {k for k, v in figures(told).items() if v < 1} == {"quotes.no_via"}


MeetingChange = Callable[[MeetingMention], MeetingMention | None]
DAY = date(2024, 3, 12)
MEETING_FAULTS: list[tuple[str, MeetingChange, set[str]]] = [
    ("missed", lambda m: None, {"meeting_f1", "participants_f1", "full_f1"}),
    (
        "somebody too many",
        lambda m: replace(m, participants=(*m.participants, Participant("Leo Brandt"))),
        {"participants_f1", "full_f1", "sure"},
    ),
    (
        "surname only",
        lambda m: replace(m, participants=(Participant("Kovar"), m.participants[1])),
        {"participants_f1", "full_f1", "sure"},
    ),
    ("other status", lambda m: replace(m, status="scheduled"), {"status", "full_f1", "sure"}),
    ("other day", lambda m: replace(m, time=When(DAY, DAY)), {"date", "full_f1"}),
    ("no day", lambda m: replace(m, time=None), {"date", "full_f1"}),
    (
        "week for a day",
        lambda m: replace(m, time=When(date(2024, 3, 11), date(2024, 3, 17), "week")),
        {"date", "full_f1"},
    ),
    ("other place", lambda m: replace(m, place=Place("Oslo")), {"place", "full_f1"}),
    ("no place", lambda m: replace(m, place=None), {"place", "full_f1"}),
    ("other format", lambda m: replace(m, format="call"), {"format"}),
    ("other duration", lambda m: replace(m, duration_minutes=2), {"duration"}),
]


@pytest.mark.parametrize(
    "name, change, lower", MEETING_FAULTS, ids=[row[0] for row in MEETING_FAULTS]
)
def test_a_wrong_meeting_lowers_its_figures(
    name: str, change: MeetingChange, lower: set[str]
) -> None:
    right = RIGHT[TOLD.id]
    changed = change(right.meetings[0])
    told = replace(right, meetings=(changed,) if changed else ())
    assert {k for k, v in figures(told).items() if v < 1} == {f"meetings.{k}" for k in lower}


def test_a_false_alarm_and_a_meeting_told_twice_count_against() -> None:
    right = RIGHT[TOLD.id]
    alarm = Extraction(NOTHING.id, meetings=right.meetings)
    assert figures(right, alarm)["meetings.quiet"] == 0.0
    twice = replace(right, meetings=right.meetings * 2)
    assert figures(twice)["meetings.meeting_f1"] == pytest.approx(2 / 3)
