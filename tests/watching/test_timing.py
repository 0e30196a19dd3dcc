"""When an alert may go out."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.watching.timing import after_quiet, due_at
from readout.watching.watches import QuietHours, Watch


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


BERLIN = {"timezone": "Europe/Berlin"}
NIGHT = {"quiet_hours": {"from": "22:00", "to": "07:00"}}
TABLE: list[tuple[dict[str, Any], str, str]] = [
    ({}, "2023-06-19T12:00", "2023-06-19T12:00"),
    ({"when": "hourly"}, "2023-06-19T12:01", "2023-06-19T13:00"),
    ({"when": "daily"}, "2023-06-19T06:59", "2023-06-19T07:00"),
    ({"when": "daily"}, "2023-06-19T07:00", "2023-06-20T07:00"),
    ({"when": "daily", **BERLIN}, "2023-06-19T04:59", "2023-06-19T05:00"),
    ({"when": "daily", "at": "18:30", **BERLIN}, "2023-01-19T12:00", "2023-01-19T17:30"),
    # The clock jumps from 2 to 3 on 26 March 2023, and goes back on 29 October.
    ({"when": "daily", "at": "02:30", **BERLIN}, "2023-03-25T23:00", "2023-03-26T01:30"),
    ({"when": "daily", "at": "02:30", **BERLIN}, "2023-10-28T23:00", "2023-10-29T00:30"),
    ({"when": "weekly"}, "2023-06-19T06:00", "2023-06-19T07:00"),
    ({"when": "weekly"}, "2023-06-19T08:00", "2023-06-26T07:00"),
    ({"when": "weekly", "weekday": "sunday"}, "2023-06-19T08:00", "2023-06-25T07:00"),
    (NIGHT, "2023-06-19T21:59", "2023-06-19T21:59"),
    (NIGHT, "2023-06-19T22:00", "2023-06-20T07:00"),
    (NIGHT, "2023-06-20T06:59", "2023-06-20T07:00"),
    (NIGHT, "2023-06-20T07:00", "2023-06-20T07:00"),
    ({**NIGHT, **BERLIN}, "2023-06-19T20:30", "2023-06-20T05:00"),
    ({"when": "hourly", **NIGHT}, "2023-06-19T21:30", "2023-06-20T07:00"),
    ({"quiet_hours": {"from": "12:00", "to": "13:00"}}, "2023-06-19T12:30", "2023-06-19T13:00"),
]


@pytest.mark.parametrize("given, now, due", TABLE)
def test_when_it_is_due(given: dict[str, Any], now: str, due: str) -> None:
    watch = Watch.model_validate({"name": "A", "recipients": ["a@b.example"], **given})
    assert due_at(watch, at(now))[1] == at(due)


def test_a_kind_that_waits_for_the_digest() -> None:
    watch = Watch.model_validate({"name": "A", "recipients": ["a@b.example"]})
    assert due_at(watch, at("2023-06-19T12:00"), digest=True) == ("daily", at("2023-06-20T07:00"))


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.times(),
    st.times(),
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]),
)
def test_quiet_hours_end_within_a_day_and_mail_waits_for_that(
    moment: datetime, start: time, end: time, name: str
) -> None:
    zone = ZoneInfo(name)
    quiet = QuietHours.model_construct(start=start, end=end)
    now = moment.replace(tzinfo=UTC)
    due = after_quiet(quiet, zone, now)
    assert now <= due <= now + timedelta(hours=26)
    if due != now:
        assert due.astimezone(zone).utcoffset() is not None
        local = due.astimezone(zone)
        # A time that the clock change skips comes out an hour later on the clock.
        assert local.time() == end or local.fold or local.time() > end
