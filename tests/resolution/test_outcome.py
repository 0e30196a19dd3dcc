"""What becomes of a plan, as calendars, feeds and lists tell it: called off, taken back, or never
heard of again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from icalendar import Calendar
from readout.rendering.atom_feed import atom_of
from readout.rendering.calendar_feed import calendar_of
from readout.rendering.mail_links import Links
from readout.rendering.pages import _environment
from readout.rendering.tables import meetings_table
from readout.storage.statements import statement

from tests.resolution.loads import Warehouse, warehouse
from tests.resolution.newsweek import Story, relations

LINKS = Links("https://news.example", b"a secret of tests")
TOLD = datetime(2023, 6, 12, 9, 0)
PAIR = ("Marit Holm | minister", "Ewan Baird | minister")


def story(article: str, days: int, status: str, **more: Any) -> Story:
    mention = {
        "id": f"{article}m", "with": list(PAIR), "status": status, "day": "2023-06-15",
        "place": "Stornoway", "evidence": f"{article}.", **more,
    }  # fmt: skip
    return Story(article, "Courier", TOLD + timedelta(days=days), (mention,))


PLANNED = story("a1", 0, "scheduled")
# What comes next, what the calendar says then, and the last word of the feed's title.
NEXT = [
    (story("a2", 1, "cancelled"), "CANCELLED", "cancelled"),
    (story("a2", 1, "postponed"), "TENTATIVE", "postponed"),
    (story("a2", 2, "likely"), "TENTATIVE", "likely"),
    (story("a2", 4, "held"), "CONFIRMED", "held"),
    (replace(PLANNED, revision=2, mentions=()), "CANCELLED", "withdrawn"),
]


def _feed(into: Warehouse) -> tuple[Any, Any]:
    """The one event and the one Atom entry of the rows that feeds are made of."""
    cursor = into.connection.execute(
        statement("alerting/feed_meetings"), {"limit": 10, "skip": 0, "since": None, "ids": []}
    )
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    made = calendar_of(rows, LINKS, name="W", now=datetime(2023, 7, 1, tzinfo=UTC))
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    atom = atom_of(rows, LINKS, name="W", address="https://news.example/f", ident="1")
    (entry,) = feedparser.parse(atom).entries
    return event, entry


@pytest.mark.parametrize("then, status, word", NEXT, ids=[n[2] for n in NEXT])
def test_a_calendar_and_a_feed_follow_the_meeting(then: Story, status: str, word: str) -> None:
    with warehouse() as into:
        into.load(relations(PLANNED))
        into.resolve()
        first, entry = _feed(into)
        assert (first["STATUS"], entry.title.rsplit(": ")[-1]) == ("CONFIRMED", "scheduled")
        into.now += timedelta(days=1)
        into.load(relations(then))
        into.resolve()
        later, after = _feed(into)
        assert later["STATUS"] == status
        assert later["UID"] == first["UID"]
        assert later["SEQUENCE"] > first["SEQUENCE"]
        assert after.id == entry.id
        assert after.updated > entry.updated
        assert after.title.rsplit(": ")[-1] == word
        assert [tag.term for tag in after.tags] == [word]


def _rows(into: Warehouse, name: str, **given: Any) -> list[dict[str, Any]]:
    sql = statement(name)
    known = {k: None for k in _PARAMETERS if f"${k}" in sql} | given
    cursor = into.connection.execute(sql, known)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


_PARAMETERS = (
    *("person", "status", "outlet", "country", "subject", "contradicted", "since", "until"),
    *("limit", "offset", "ident"),
)
_MEANT = "CREATE OR REPLACE TEMP TABLE meant (meeting_id VARCHAR, person_id VARCHAR)"
# Who, what is told of the meeting, and whether its end is still to be told.
SILENT = [
    ("Ana Lima", "scheduled", True),
    ("Jo Berg", "likely", True),
    ("Rut Halas", "held", False),
    ("Ole Dahl", "cancelled", False),
]


def test_a_plan_that_nobody_told_the_end_of_is_shown_so_and_is_no_news() -> None:
    with warehouse() as into:
        for name, status, _ in SILENT:
            told = story(name, 4, status, **{"with": [name, PAIR[0]]})
            into.load(relations(told))
        into.resolve()
        learned = into.rows("SELECT count(*) AS n FROM meeting_changes")
        into.now += timedelta(days=60)
        assert into.resolve().counts.get("changes", 0) == 0
        assert into.rows("SELECT count(*) AS n FROM meeting_changes") == learned
        into.connection.execute(_MEANT)
        rows = _rows(into, "reports/meetings", limit=9, offset=0)
        assert len(rows) == len(SILENT)
        macro = _environment().get_template("parts.html").module.status
        for name, _, silent in SILENT:
            row = next(r for r in rows if name in r["participants"])
            (page,) = _rows(into, "pages/meeting", ident=row["meeting_id"])
            (person,) = into.rows(f"SELECT person_id FROM people WHERE name = '{name}'")
            (his,) = _rows(into, "pages/person_meetings", ident=person["person_id"])
            assert [r["not_heard_of"] for r in (row, page, his)] == [silent] * 3, name
            shown = "".join(str(cell) for cell in meetings_table([row]).rows[0])
            assert ("not heard of since" in shown) is silent
            assert ("not heard of since" in macro(page)) is silent


def test_a_day_that_is_only_just_over_may_still_be_told() -> None:
    soon = (datetime.now(UTC) - timedelta(days=1)).date()
    with warehouse() as into:
        into.load(relations(story("a1", 0, "scheduled", day=soon.isoformat())))
        into.resolve()
        into.connection.execute(_MEANT)
        (row,) = _rows(into, "reports/meetings", limit=9, offset=0)
        assert row["not_heard_of"] is False
