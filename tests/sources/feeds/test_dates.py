"""Dates that feeds really carry."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.sources.feeds.dates import read_date
from readout.sources.feeds.parsing import parse_feed


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Tue, 15 Nov 2022 23:38:15", "2022-11-15T23:38:15"),
        ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-15T23:38:15"),
        ("lun., 26 sept. 2022 14:20:11 +0200", "2022-09-26T12:20:11"),
        ("Mo, 3 März 2025 07:05 MEZ", "2025-03-03T06:05:00"),
        ("26 settembre 2022 14:20", "2022-09-26T14:20:00"),
        ("26 de mayo de 2022, 14:20", "2022-05-26T14:20:00"),
        ("1er août 2022 8h30", "2022-08-01T08:30:00"),
        ("12 juillet 2022", "2022-07-12T00:00:00"),
        ("September 26, 2022 2:20 PM EST", "2022-09-26T19:20:00"),
        ("Sept. 26, 2022 12:05 a.m.", "2022-09-26T00:05:00"),
        ("26/09/2022 14:20", "2022-09-26T14:20:00"),
        ("9/26/2022 14:20", "2022-09-26T14:20:00"),
        ("04/04/2022", "2022-04-04T00:00:00"),
        ("26.09.2022 14:20", "2022-09-26T14:20:00"),
        ("2022/9/6 14:20:11", "2022-09-06T14:20:11"),
        ("1668555495", "2022-11-15T23:38:15"),
        ("1668555495000", "2022-11-15T23:38:15"),
        ("Tue, 15 Nov 2022 24:00:00 GMT", "2022-11-16T00:00:00"),
        # either way round
        ("03/04/2022", None),
        ("yesterday-ish", None),
        ("31 February 2022", None),
        ("99/99/2022", None),
        ("", None),
    ],
)
def test_read_date(text: str, expected: str | None) -> None:
    found = read_date(text)
    assert found == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    read_date(text)


@pytest.mark.parametrize("text", ["mer, 16 nov 2022 00:38:15 +0100", "1668555495"])
def test_feeds_use_it(text: str) -> None:
    item = f"<item><title>t</title><pubDate>{text}</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>x</title>{item}</channel></rss>"
    (entry,) = parse_feed(feed.encode(), None, "").entries
    assert entry.published == datetime(2022, 11, 15, 23, 38, 15, tzinfo=UTC)
