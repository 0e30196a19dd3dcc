"""Calendars, Atom and JSON, read back by real parsers; signed links."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from readout.rendering.atom_feed import atom_of, json_of
from readout.rendering.calendar_feed import calendar_of
from readout.rendering.mail_links import Links

from tests.rendering.mails_for_tests import LINKS, NOW, meeting


def event(**given: Any) -> Any:
    made = calendar_of([meeting(**given)], LINKS, name="W", now=NOW)
    events = Calendar.from_ical(made).walk("VEVENT")
    return events[0] if events else None


STATUS = [
    ("possible", "TENTATIVE"),
    ("likely", "TENTATIVE"),
    ("scheduled", "CONFIRMED"),
    ("under_way", "CONFIRMED"),
    ("held", "CONFIRMED"),
    ("postponed", "TENTATIVE"),
    ("cancelled", "CANCELLED"),
    ("denied", "CANCELLED"),
]


@pytest.mark.parametrize("status, said", STATUS)
def test_status(status: str, said: str) -> None:
    assert event(status=status)["STATUS"] == said


TITLES = [
    ({"time_precision": "day"}, "Blinken – Xi"),
    ({"time_precision": "minute"}, "Blinken – Xi"),
    ({"time_precision": "day", "status": "likely"}, "Blinken – Xi (likely)"),
    (
        {"time_precision": "month", "start_day": date(2023, 6, 1), "end_day": date(2023, 6, 30)},
        "[some day in June 2023] Blinken – Xi",
    ),
    (
        {"time_precision": "week", "start_day": date(2023, 6, 12), "end_day": date(2023, 6, 18)},
        "[some day in the week of 12 Jun 2023] Blinken – Xi",
    ),
    (
        {"time_precision": "year", "start_day": date(2023, 1, 1), "end_day": date(2023, 12, 31)},
        "[some day in 2023] Blinken – Xi",
    ),
]


@pytest.mark.parametrize("given_, title", TITLES)
def test_a_title_claims_no_day_that_is_not_known(given_: dict[str, Any], title: str) -> None:
    assert event(**given_)["SUMMARY"] == title


def test_uid_stays_and_sequence_grows() -> None:
    first, later = event(sequence=1), event(sequence=4, status="postponed")
    assert first["UID"] == later["UID"] == "m1@readout"
    assert (first["SEQUENCE"], later["SEQUENCE"]) == (0, 3)


def test_what_no_article_says_any_more_is_off_everywhere() -> None:
    """Withdrawn by an edit: the row keeps its last status, which nobody asserts now."""
    gone = {"status": "scheduled", "withdrawn": True, "sequence": 3}
    first, later = event(status="scheduled", sequence=1), event(**gone)
    assert (first["STATUS"], later["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert first["UID"] == later["UID"]
    assert first["SEQUENCE"] < later["SEQUENCE"]
    assert later["SUMMARY"] == "Blinken – Xi (withdrawn)"
    atom = atom_of([meeting(**gone)], LINKS, name="W", address="https://news.example/f", ident="1")
    (entry,) = feedparser.parse(atom).entries
    assert entry.id == "urn:readout:meeting:m1"
    assert entry.title == "Blinken – Xi, Beijing: withdrawn"
    assert [tag.term for tag in entry.tags] == ["withdrawn"]
    (row,) = json.loads(json_of([meeting(**gone)], LINKS, name="W"))["meetings"]
    assert row["withdrawn"] is True


def test_an_event_begins_at_the_hour_that_is_told() -> None:
    hour = {"time_precision": "minute", "start_time": time(16, 30), "duration_minutes": None}
    known = event(**hour, utc_offset=480)
    assert known.decoded("DTSTART") == datetime(2023, 6, 19, 8, 30, tzinfo=UTC)
    assert "DTEND" not in known
    floating = event(**{**hour, "start_time": "16:30:00", "duration_minutes": 35}, utc_offset=None)
    assert floating.decoded("DTSTART") == datetime(2023, 6, 19, 16, 30)
    assert floating.decoded("DTEND") == datetime(2023, 6, 19, 17, 5)
    assert known["TRANSP"] == floating["TRANSP"] == "TRANSPARENT"


def test_an_event_is_whole_days_and_blocks_no_time() -> None:
    made = event(start_day=date(2023, 6, 18), end_day=date(2023, 6, 19))
    assert made.decoded("DTSTART") == date(2023, 6, 18)
    assert made.decoded("DTEND") == date(2023, 6, 20)
    assert made["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    "given_",
    [
        {"start_day": None, "end_day": None, "time_precision": "unknown"},
        {"start_day": date(1, 1, 1), "end_day": date(9999, 12, 31)},
        {"start_day": date(2023, 6, 2), "end_day": date(2023, 6, 1)},
    ],
)
def test_what_has_no_sound_day_is_in_no_calendar(given_: dict[str, Any]) -> None:
    assert event(**given_) is None


def test_the_last_day_of_all() -> None:
    assert event(start_day=date(9999, 12, 31), end_day=date(9999, 12, 31)) is not None


TEXTS = st.text(max_size=60)


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_makes_a_sound_calendar_and_feed(name: str, place: str, words: str) -> None:
    row = meeting(
        parties=[{"name": name, "role": words, "type": "person"}], place=place, evidence=words
    )
    calendar = calendar_of([row], LINKS, name=name, now=NOW)
    assert len(Calendar.from_ical(calendar).walk("VEVENT")) == 1
    assert max(len(line) for line in calendar.split(b"\r\n")) <= 75
    atom = atom_of([row], LINKS, name=name, address="https://news.example/x", ident="1")
    assert len(feedparser.parse(atom).entries) == 1
    assert json.loads(json_of([row], LINKS, name=name))["meetings"][0]["id"] == "m1"


def test_atom_by_feedparser() -> None:
    rows = [
        meeting("m1"),
        meeting("m2", updated_at=datetime(2023, 6, 20, 1), status="denied", place=None),
    ]
    made = atom_of(rows, LINKS, name="W & X", address="https://news.example/f", ident="abc")
    feed = feedparser.parse(made)
    assert not feed.bozo
    assert feed.feed.title == "W & X"
    assert feed.feed.id == "urn:readout:watch:abc"
    assert feed.feed.updated == "2023-06-20T01:00:00Z"
    assert [e.id for e in feed.entries] == ["urn:readout:meeting:m2", "urn:readout:meeting:m1"]
    assert feed.entries[1].title == "Blinken – Xi, Beijing: held"
    assert feed.entries[1].link == "https://news.example/readout/meetings/m1"


def test_an_empty_feed_is_a_feed() -> None:
    made = atom_of([], LINKS, name="W", address="https://news.example/f", ident="abc")
    assert not feedparser.parse(made).bozo
    assert Calendar.from_ical(calendar_of([], LINKS, name="W", now=NOW)).walk("VEVENT") == []


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=30), max_size=3))
def test_a_token_says_what_was_signed(claims: dict[str, str]) -> None:
    token = LINKS.sign(claims)
    assert LINKS.read(token) == claims
    assert token.isascii()
    assert Links(LINKS.base_url, b"another secret").read(token) is None


@given(st.text(max_size=200))
def test_what_was_not_signed_says_nothing(token: str) -> None:
    assert LINKS.read(token) is None


@pytest.mark.parametrize("at", [0, 3, -1, -10])
def test_a_changed_token_says_nothing(at: int) -> None:
    token = LINKS.sign({"u": "a@b.example", "w": ["A"]})
    other = "A" if token[at] != "A" else "B"
    changed = token[:at] + other + (token[at + 1 :] if at != -1 else "")
    read = LINKS.read(changed)
    # The last letter of a base64 text holds bits that mean nothing.
    assert read is None or (at == -1 and read == {"u": "a@b.example", "w": ["A"]})
