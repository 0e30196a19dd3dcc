"""How changes are said."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from readout.rendering.mail_wording import (
    brief,
    headline,
    line,
    one_line,
    short_name,
    subject,
    value,
)
from readout.rendering.words import when_words

from tests.rendering.mails_for_tests import change, meeting

NAMES = [
    ("Antony Blinken", "Blinken"),
    ("Antony J. Blinken", "Blinken"),
    ("Xi Jinping", "Xi"),
    ("Kim Jong Un", "Kim"),
    ("Yoon Suk Yeol", "Yoon"),
    ("Kim A. Ross", "Ross"),
    ("Ursula von der Leyen", "der Leyen"),
    ("Martin Luther King Jr.", "King"),
    ("Madonna", "Madonna"),
    ("", ""),
]


@pytest.mark.parametrize("name, short", NAMES)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def test_bodies_and_countries_keep_their_names() -> None:
    assert short_name("United States", "country") == "United States"
    assert short_name("World Bank", "org") == "World Bank"


BRIEF: list[tuple[list[dict[str, Any]], str]] = [
    ([change("1", old_value="possible", new_value="held", value="held")], "possible → held"),
    (
        [change("1", kind="new", old_value=None, new_value="scheduled", value="scheduled")],
        "scheduled (new)",
    ),
    (
        [
            change("1", kind="new", old_value=None, new_value="possible", value="possible"),
            change("2", old_value="possible", new_value="held", value="held"),
        ],
        "held (new)",
    ),
    (
        [
            change("1", old_value="possible", new_value="scheduled", value="scheduled"),
            change("2", old_value="scheduled", new_value="under_way", value="under_way"),
        ],
        "possible → under way",
    ),
    (
        [change("1", kind="date", old_value="2023-06-15", new_value="2023-06-20")],
        "date Tue 20 Jun 2023",
    ),
    ([change("1", kind="place", new_value="Oslo")], "place Oslo"),
    ([change("1", kind="withdrawn", old_value="held", new_value=None)], "withdrawn"),
    (
        [change("1", kind="participant", old_value="Ana Ruiz", new_value="Tom Berg")],
        "Tom Berg instead of Ana Ruiz",
    ),
    ([change("1", kind="participant", old_value=None, new_value="Tom Berg")], "participant added"),
]


@pytest.mark.parametrize("changes, told", BRIEF)
def test_the_gist(changes: list[dict[str, Any]], told: str) -> None:
    assert brief(changes) == told


LINES = [
    (change("1"), "status changed: possible → held"),
    (change("1", kind="new", old_value=None, new_value="held"), "first reported: held"),
    (
        change("1", kind="date", old_value=None, new_value="2023-06-19/2023-06-20"),
        "date told: 19–20 Jun 2023",
    ),
    (change("1", kind="duration", old_value=None, new_value="95"), "duration known: 1 h 35 min"),
    (change("1", kind="withdrawn", old_value="held", new_value=None), "withdrawn: held"),
    (change("1", kind="place", old_value="a\nb", new_value="c"), "place changed: a b → c"),
    (
        change("1", kind="participant", old_value="Ana Ruiz", new_value="Tom Berg"),
        "participant replaced: Ana Ruiz → Tom Berg",
    ),
]


@pytest.mark.parametrize("row, told", LINES)
def test_lines(row: dict[str, Any], told: str) -> None:
    assert line(row) == told


def test_two_of_one_family_keep_their_given_names() -> None:
    parties = [
        {"name": n, "role": None, "type": "person"} for n in ("Joe Biden", "Jill Biden", "Ann Low")
    ]
    assert headline(meeting(parties=parties), [change("1")]).startswith(
        "Joe Biden – Jill Biden – Low, "
    )


def test_a_day_that_is_none_stays_as_it_is() -> None:
    assert value("date", "2023-02-31") == "2023-02-31"


def test_subjects_stay_short() -> None:
    made = subject(["word " * 100, "x"])
    assert len(made) <= 150
    assert made.endswith("…, and 1 more meeting")


@pytest.mark.parametrize(
    "text, most, line_",
    [
        ("a\r\nb\tc", 10, "a b c"),
        ("a\u202eb\u200f", 10, "ab"),
        ("aaaa bbbb cccc", 10, "aaaa bbbb…"),
        ("x" * 20, 10, "x" * 9 + "…"),
    ],
)
def test_one_line(text: str, most: int, line_: str) -> None:
    assert one_line(text, most) == line_


@pytest.mark.parametrize(
    ("at", "offset", "told"),
    [
        (time(16, 30), 480, "Mon 19 Jun 2023, 16:30 (UTC+8)"),
        ("09:05:00", -210, "Mon 19 Jun 2023, 09:05 (UTC−3:30)"),
        (time(0, 0), None, "Mon 19 Jun 2023, 00:00"),
        (None, 480, "Mon 19 Jun 2023"),
    ],
)
def test_an_hour_is_said_with_its_clock(
    at: time | str | None, offset: int | None, told: str
) -> None:
    day = date(2023, 6, 19)
    assert when_words(day, day, "minute" if at else "day", at, offset) == told


def test_a_mail_says_the_hour() -> None:
    one = meeting(start_time="16:30:00", utc_offset=480, time_precision="minute")
    assert "16:30 (UTC+8)" in headline(one, [change("c1")])
