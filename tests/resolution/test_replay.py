"""Several articles in one load are told one after another, as they were published."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from readout.model import Status
from readout.resolution.current import current_of
from readout.resolution.gazetteer import load_gazetteer
from readout.resolution.history import Before, changes_of
from readout.resolution.meetings import Meeting
from readout.resolution.readings import Places, Reading
from readout.resolution.replay import MOST_STEPS, in_order_told, state_after

MONDAY = datetime(2024, 3, 11, 9, 0)
DAY = date(2024, 3, 15)


def said(number: int, status: Status, *, article: str | None = None) -> Reading:
    """The mention of article number `number`, one day after the one before."""
    return Reading(
        mention_id=f"m{number:04}",
        article_id=article or f"a{number:04}",
        revision_id=f"r{number:04}",
        story=f"s{number:04}",
        published=MONDAY + timedelta(days=number),
        parties=frozenset({"p1", "p2"}),
        start=DAY,
        end=DAY,
        precision="day",
        status=status,
        outlet=f"Outlet {number}",
    )


def told(meeting: Meeting, new: set[str], before: Before | None = None) -> list[tuple[str, ...]]:
    """(kind, old, new, outlet) of each change."""
    places = Places(load_gazetteer())
    found = []
    names = {"p1": "Ann", "p2": "Ben"}
    for stage, came in in_order_told(meeting, new):
        current = current_of(stage)
        for c in changes_of(before, current, names, came, [], stage.readings, places):
            found.append((c.kind, c.old or "", c.new or "", c.source.outlet))
        before = state_after(current, names)
    return found


def test_one_load_tells_the_history_that_a_reader_would_have_seen() -> None:
    readings = [said(0, "possible"), said(1, "scheduled"), said(4, "held")]
    meeting = Meeting("x", [readings[::-1]])
    assert told(meeting, {r.mention_id for r in readings}) == [
        ("new", "", "possible", "Outlet 0"),
        ("status", "possible", "scheduled", "Outlet 1"),
        ("status", "scheduled", "held", "Outlet 4"),
    ]


def test_what_was_there_is_not_told_again() -> None:
    readings = [said(0, "possible"), said(1, "scheduled")]
    meeting = Meeting("x", [readings])
    first = current_of(Meeting("x", [readings[:1]]))
    before = state_after(first, {"p1", "p2"})
    assert told(meeting, {"m0001"}, before) == [("status", "possible", "scheduled", "Outlet 1")]


def test_mentions_of_one_article_are_one_step() -> None:
    pair = [said(0, "possible", article="a"), said(0, "possible", article="a")]
    steps = in_order_told(Meeting("x", [pair]), {"m0000"})
    assert [len(came) for _, came in steps] == [2]


def test_nothing_new_is_one_step_with_the_whole_meeting() -> None:
    meeting = Meeting("x", [[said(0, "held")]])
    assert in_order_told(meeting, set()) == [(meeting, [])]


def test_a_thousand_articles_at_once_take_few_steps() -> None:
    readings = [said(number, "scheduled") for number in range(1000)]
    steps = in_order_told(Meeting("x", [readings]), {r.mention_id for r in readings})
    assert len(steps) <= MOST_STEPS
    assert len(steps[-1][0].readings) == 1000
    assert sum(len(came) for _, came in steps) == 1000
