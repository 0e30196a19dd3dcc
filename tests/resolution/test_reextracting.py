"""Reading stored articles again: what is gained, lost, changed; told or taken over."""

from __future__ import annotations

from datetime import datetime

import pytest
from readout.config import Settings
from readout.resolution.rereading import differences
from readout.steps.reextracting import STEP, choose_again, compare_again
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle

from tests.resolution.newsweek import load_week, relations

WEEK = {s.article: s for s in load_week()}
FACTS = ("extractions", "meeting_mentions", "mention_participants", "mention_evidence")


def fact(ident: str, anchor: int = 0, **values: str | None) -> dict[str, object]:
    row = {
        "fact": "mention",
        "fact_id": ident,
        "revision_id": "r",
        "article_id": "a",
        "anchor": anchor,
        "version": "1",
        "who": "Ana Lima · Jo Berg",
        "status": "held",
        "format": "in_person",
        "days": "2023-06-19/2023-06-19",
        "place": None,
        "minutes": None,
        "words": "met",
    }
    return {**row, **values}


CASES = {
    "the same": ([fact("1")], [fact("1")], []),
    "gained": ([], [fact("1")], [("gained", "Ana Lima · Jo Berg · held · 2023-06-19/2023-06-19")]),
    "lost": ([fact("1")], [], [("lost", "Ana Lima · Jo Berg · held · 2023-06-19/2023-06-19")]),
    "another status": (
        [fact("1", status="likely")],
        [fact("1")],
        [("changed", "Ana Lima · Jo Berg: status: likely → held")],
    ),
    "a participant more": (
        [fact("1")],
        [fact("2", who="Ana Lima · Jo Berg · Rut Halas")],
        [("changed", "Ana Lima · Jo Berg: participants: Ana Lima · Jo Berg → Ana Lima · Jo Berg · Rut Halas")],
    ),
    "elsewhere in the text": (
        [fact("1", 0)],
        [fact("2", 40)],
        [
            ("gained", "Ana Lima · Jo Berg · held · 2023-06-19/2023-06-19"),
            ("lost", "Ana Lima · Jo Berg · held · 2023-06-19/2023-06-19"),
        ],
    ),
    "a place": ([fact("1")], [fact("1", place="Oslo")], [("changed", "Ana Lima · Jo Berg: place: none → Oslo")]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), CASES.values(), ids=CASES.keys())
def test_differences(old: list, new: list, told: list) -> None:  # type: ignore[type-arg]
    assert [(d.kind, d.what) for d in differences(old, new)] == told


@pytest.fixture
def filled(settings: Settings) -> Settings:
    settings.watches.write_text("watches: []\n", encoding="utf-8")
    for article in ("q1", "m3"):
        write_bundle(settings.staging, "fill", relations(WEEK[article]))
    load_bundles(settings, "fill")
    resolve_meetings(settings)
    return settings


def _read_otherwise(settings: Settings) -> None:
    """What a better extractor might find in m3: one meeting less, one on another day."""
    found = relations(WEEK["m3"])
    again = {name: found[name] for name in FACTS}
    for row in again["extractions"]:
        row["extractor_version"] = "2"
    again["meeting_mentions"] = again["meeting_mentions"][:2]
    again["meeting_mentions"][1]["start_day"] = again["meeting_mentions"][1]["end_day"] = datetime(
        2023, 6, 20
    ).date()
    for row in again["meeting_mentions"]:
        row["extractor_version"] = "2"
    kept = {row["mention_id"] for row in again["meeting_mentions"]}
    for name in ("mention_participants", "mention_evidence"):
        again[name] = [row for row in again[name] if row["mention_id"] in kept]
    write_bundle(settings.staging, STEP, again)


def _days(settings: Settings) -> set[str]:
    with open_snapshot(settings) as snapshot:
        rows = snapshot.connection.execute(
            "SELECT start_day FROM meetings WHERE NOT withdrawn"
        ).fetchall()
    return {str(day) for (day,) in rows}


def test_only_told_nothing_changes_but_the_report(filled: Settings) -> None:
    _read_otherwise(filled)
    counts = compare_again(filled, apply=False, run_id="try")
    assert (counts["new"], counts["lost"], counts["changed"], counts["gained"]) == (0, 1, 1, 0)
    resolve_meetings(filled)
    assert _days(filled) == {"2023-06-15", "2023-06-18", "2023-06-19", "None"}
    with open_snapshot(filled) as snapshot:
        told = snapshot.rows("reextract/told", run_id="try")
    assert [(r["kind"], r["new_version"], r["applied"]) for r in told] == [
        ("changed", "2", False),
        ("lost", "2", False),
    ]


def test_applied_the_meetings_follow(filled: Settings) -> None:
    _read_otherwise(filled)
    assert compare_again(filled, apply=True, run_id="do")["new"] == 2
    counts = resolve_meetings(filled)
    assert counts["withdrawn"] == 1
    assert _days(filled) == {"2023-06-15", "2023-06-18", "2023-06-20"}
    with open_snapshot(filled) as snapshot:
        kinds = snapshot.connection.execute(
            "SELECT kind, old_value, new_value FROM meeting_changes "
            "WHERE kind IN ('date', 'withdrawn') ORDER BY kind"
        ).fetchall()
        versions = snapshot.connection.execute(
            "SELECT DISTINCT extractor_version FROM assertions WHERE active AND article_id = 'm3'"
        ).fetchall()
    assert kinds == [("date", "2023-06-19", "2023-06-20"), ("withdrawn", "likely", None)]
    assert versions == [("2",)]


def test_a_failure_takes_nothing_away(filled: Settings) -> None:
    found = relations(WEEK["m3"])
    failed = {"extractions": [{**found["extractions"][0], "problem": "MemoryError", "mentions": 0}]}
    write_bundle(filled.staging, STEP, failed)
    counts = compare_again(filled, apply=True)
    assert counts["lost"] == 0
    assert resolve_meetings(filled)["withdrawn"] == 0


def test_articles_are_chosen_by_their_day(filled: Settings) -> None:
    counts = choose_again(filled, datetime(2023, 6, 18), datetime(2023, 6, 19))
    assert (counts["revisions"], len(counts.paths)) == (1, 1)
    assert choose_again(filled, datetime(2024, 1, 1), datetime(2024, 2, 1)).paths == []
