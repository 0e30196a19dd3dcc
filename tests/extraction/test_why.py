"""Each fact says which rules made it, each refusal which rule refused, and a run can do without."""

from __future__ import annotations

from datetime import date

import pytest
from readout.cli.extracting import as_row
from readout.extraction import extract
from readout.extraction.syntax.rules import counting, without
from readout.model import Article, Extraction

TEXT = (
    "Ivo Marek, 51, met Prime Minister Jan Novotny in Oslo on Monday.\n"
    "“It is cold,” Marek said. He added that the talks had gone well, according to the Morning Post."
)


def read(text: str) -> Extraction:
    return extract(Article("t", text, date(2024, 3, 13)))


def test_a_meeting_names_its_rules() -> None:
    (meeting,) = read(TEXT).meetings
    assert meeting.why["occasion"] == "occasion.meet"
    assert meeting.why["time"] == "time.weekday"
    assert meeting.why["place"] == "place.label"
    assert meeting.why["status"].startswith("status.")
    assert len(meeting.why["parties"].split(", ")) == 2


def test_a_quote_names_its_rules() -> None:
    first, second = read(TEXT).quotes
    assert first.why["speech"] == "speech.direct_tail"
    assert first.why["speaker"].startswith("name.")
    assert second.why["speech"] == "speech.clause"
    assert second.why["speaker"] == "meant.pronoun"


def test_rows_tell_why_only_when_asked() -> None:
    found = read(TEXT)
    assert "why" not in as_row(found)["quotes"][0]
    row = as_row(found, why=True)
    assert [m["why"] for m in row["meetings"]] == [m.why for m in found.meetings]
    assert [q["why"] for q in row["quotes"]] == [q.why for q in found.quotes]


@pytest.mark.parametrize(
    ("rule", "parts"),
    [
        ("occasion.meet", {"meetings": 0}),
        ("time.weekday", {"meetings": 1}),
    ],
)
def test_a_run_can_do_without_a_rule(rule: str, parts: dict[str, int]) -> None:
    with without(rule):
        found = read(TEXT)
    for side, count in parts.items():
        assert len(getattr(found, side)) == count
    if rule == "time.weekday":
        assert found.meetings[0].time is None
    assert read(TEXT).meetings[0].time is not None


REFUSED = {
    "refusal.one party": "Ivo Marek met on Monday.",
    "refusal.habit": "Ivo Marek regularly meets Jan Novotny.",
    "refusal.fixture": "Ivo Marek will meet Jan Novotny in the final on Sunday.",
    "refusal.place visited": "Ivo Marek visited the White House on Monday.",
    "refusal.many": "Every meeting between Ivo Marek and Jan Novotny was long.",
}


@pytest.mark.parametrize("rule", REFUSED)
def test_a_refusal_has_a_name(rule: str) -> None:
    with counting() as fired:
        found = read(REFUSED[rule])
    assert found.meetings == ()
    assert fired[rule], dict(fired)
