"""The hour of a meeting, and by which clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from readout.extraction import extract
from readout.extraction.find.times.clocks import find_clocks
from readout.lexicon.zones import offset_at, zone_of_place
from readout.model import Article

CLOCKS = [
    ("at 4:30 this afternoon", time(16, 30)),
    ("this afternoon at 4:30", time(16, 30)),
    ("at 10 a.m.", time(10)),
    ("at 12.15am", time(0, 15)),
    ("at 12 p.m.", time(12)),
    ("at 16:30", time(16, 30)),
    ("at 09:05", time(9, 5)),
    ("at noon", time(12)),
    ("at 10 o’clock", time(10)),
    ("1430 GMT", time(14, 30)),
    ("from 3 to 5 p.m.", time(17)),  # the half of the day stands with the second hour only
]
NO_CLOCK = [
    *("at 4:30", "at 4", "this afternoon", "for 4.5 hours", "by 10 percent", "in 2012", "at $10 a"),
    *("won 3:2", "paragraph 4.30", "room 1430", "25 p.m."),
]


@pytest.mark.parametrize(("text", "at"), CLOCKS)
def test_an_hour_is_read(text: str, at: time) -> None:
    (found,) = find_clocks(f"They will meet {text} in Oslo.")
    assert found.at == at


@pytest.mark.parametrize("text", NO_CLOCK)
def test_figures_that_are_no_hour(text: str) -> None:
    assert find_clocks(f"They met {text} in Oslo.") == []


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("Tokyo", "Asia/Tokyo"),
        ("the Great Hall of the People in Beijing", "Asia/Shanghai"),
        ("State House in Entebbe, Uganda", "Africa/Kampala"),
        ("Australia", None),  # it has several
        ("Canberra", "Australia/Canberra"),
        ("the White House", "America/New_York"),
        ("Halvik", None),
    ],
)
def test_the_zone_of_a_place(place: str, zone: str | None) -> None:
    found = zone_of_place(place)
    day, noon = date(2023, 6, 19), time(12)
    assert (found and offset_at(found, day, noon)) == (zone and offset_at(zone, day, noon))


MEETINGS = [
    # By the place, by a zone that is named, by both clocks, by the outlet, by nothing.
    ("in Oslo on Friday at 10 a.m.", 180, time(10), 120),
    ("on Friday at 2 p.m. ET in Halvik", 180, time(14), -240),
    ("on Friday at 10 a.m. (0800 GMT) in Halvik", 180, time(10), 120),
    ("in Halvik on Friday at 16:30", 180, time(16, 30), 180),
    ("in Halvik on Friday at 16:30", None, time(16, 30), None),
    ("in Halvik on Friday", 180, None, None),
]


@pytest.mark.parametrize(("words", "outlet", "at", "offset"), MEETINGS)
def test_the_clock_of_a_meeting(
    words: str, outlet: int | None, at: time | None, offset: int | None
) -> None:
    published: date = date(2023, 6, 21)
    if outlet is not None:
        published = datetime(2023, 6, 21, 12, tzinfo=timezone(timedelta(minutes=outlet)))
    text = f"Prime Minister Irena Vasko will meet Chancellor Olaf Brandt {words}."
    (meeting,) = extract(Article("t", text, published)).meetings
    assert meeting.time is not None
    assert (meeting.time.start, meeting.time.at, meeting.time.offset) == (
        date(2023, 6, 23),
        at,
        offset,
    )
    assert meeting.time.precision == ("minute" if at else "day")


def test_the_hour_of_a_statement_is_not_the_meeting_s() -> None:
    text = "The palace said at 9 p.m. on Monday that Irena Vasko would meet Olaf Brandt on Friday."
    (meeting,) = extract(Article("t", text, date(2023, 6, 21))).meetings
    assert meeting.time is not None
    assert (meeting.time.start, meeting.time.at) == (date(2023, 6, 23), None)


@pytest.mark.parametrize(
    ("published", "day"),
    [("2023-06-19T21:30:00-04:00", "2023-06-19"), ("2023-06-20T07:15:00+09:00", "2023-06-20")],
)
def test_today_is_the_day_where_it_was_published(published: str, day: str) -> None:
    text = "President Joan Calder met Chancellor Olaf Brandt at the White House today."
    (meeting,) = extract(Article("t", text, datetime.fromisoformat(published))).meetings
    assert meeting.time is not None
    assert str(meeting.time.start) == day


@pytest.mark.parametrize(
    ("words", "offset"),
    [("at 4:30 this afternoon", None), ("at 8:30 this morning", -240)],
)
def test_what_was_held_did_not_begin_after_it_was_told(words: str, offset: int | None) -> None:
    published = datetime(2023, 6, 19, 9, 40, tzinfo=timezone(timedelta(hours=-4)))
    text = f"Prime Minister Irena Vasko met Chancellor Olaf Brandt in the Great Hall {words}."
    (meeting,) = extract(Article("t", text, published)).meetings
    assert meeting.status == "held"
    assert meeting.time is not None
    assert meeting.time.at is not None
    assert meeting.time.offset == offset
