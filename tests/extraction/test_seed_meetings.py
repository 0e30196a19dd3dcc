"""The seed article has exactly six meetings; tests/golden/seed_meetings.json says which."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from readout.extraction import extract
from readout.model import Article, Extraction, MeetingMention

ROOT = Path(__file__).resolve().parents[2]
GOLDEN: list[dict[str, Any]] = json.loads(
    (ROOT / "tests" / "golden" / "seed_meetings.json").read_text(encoding="utf-8")
)
TEXT = next((ROOT / "seeds" / "articles").glob("000_*.txt")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found() -> Extraction:
    return extract(Article(id="seed", text=TEXT, published=date(2023, 6, 19)))


def _of(found: Extraction, names: list[str]) -> MeetingMention:
    matches = [m for m in found.meetings if {p.name for p in m.participants} == set(names)]
    assert len(matches) == 1, [[p.name for p in m.participants] for m in found.meetings]
    return matches[0]


def test_no_meeting_besides(found: Extraction) -> None:
    assert len(found.meetings) == len(GOLDEN)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda g: " + ".join(g["participants"]))
def test_facts(found: Extraction, golden: dict[str, Any]) -> None:
    meeting = _of(found, golden["participants"])
    assert meeting.status in golden["status"]
    assert meeting.format == "in_person"
    assert meeting.duration_minutes == golden.get("duration_minutes")
    assert meeting.place is not None
    assert golden["place"] in meeting.place.name
    roles = {p.name: p.role for p in meeting.participants}
    for name, role in golden["roles"].items():
        assert roles[name] == role
    if golden["time"] is None:
        assert meeting.time is None
    else:
        assert meeting.time is not None
        assert meeting.time.start == date.fromisoformat(golden["time"]["start"])
        assert meeting.time.end == date.fromisoformat(golden["time"]["end"])
        assert meeting.time.precision == golden["time"]["precision"]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda g: " + ".join(g["participants"]))
def test_evidence_and_trigger(found: Extraction, golden: dict[str, Any]) -> None:
    meeting = _of(found, golden["participants"])
    start, end = meeting.evidence[0]
    best = TEXT[start:end]
    assert start <= meeting.trigger[0] < meeting.trigger[1] <= end
    if "trigger" in golden:
        assert TEXT[slice(*meeting.trigger)] == golden["trigger"]
    if "first_evidence" in golden:
        assert best.startswith(golden["first_evidence"])


def test_descriptions_are_resolved(found: Extraction) -> None:
    meeting = _of(found, ["Antony Blinken", "Qin Gang"])
    how = {p.name: p.resolution for p in meeting.participants}
    assert how == {"Antony Blinken": "description", "Qin Gang": "named"}
