"""A clock that was ahead for one run, and is right again: nothing waits for the time it showed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from readout.config import Settings
from readout.steps.fetching import choose_pages

from tests.steps.ingesting import article, feed, ingest, page, serving

NOW = datetime.now(UTC).replace(tzinfo=None)  # what is loaded bears the real time
AHEAD = NOW + timedelta(days=30)
RIGHT = NOW + timedelta(minutes=5)


@pytest.mark.parametrize("status", [200, 503])
def test_polling_goes_on(settings: Settings, status: int) -> None:
    with serving() as server:
        here = ingest(settings, server)
        here.listed("/feed.xml")
        server.pages["/feed.xml"] = feed(("1", f"{server.base}/a", "A"))
        assert here.poll(NOW)["polls"] == 1
        if status != 200:
            server.pages["/feed.xml"] = page(b"", status)
        assert here.poll(AHEAD)["polls"] == 1
        server.pages["/feed.xml"] = feed(("3", f"{server.base}/c", "C"))
        assert here.poll(RIGHT)["polls"] == 1, "due at once, not in a month"
        assert here.poll(RIGHT + timedelta(seconds=30))["polls"] == 0, "and then as ever"
        assert here.poll(RIGHT + timedelta(hours=12))["polls"] == 1
        assert "3" in here.rows("SELECT guid FROM entries")


def test_pages_are_tried_and_looked_at_again(settings: Settings) -> None:
    with serving() as server:
        here = ingest(settings, server)
        here.listed("/feed.xml")
        server.pages["/feed.xml"] = feed(
            ("1", f"{server.base}/a", "A"), ("2", f"{server.base}/b", "B")
        )
        server.pages["/a"] = page(article("A", 1))
        server.pages["/b"] = page(b"", 503)
        here.poll(AHEAD)
        here.fetch(AHEAD)
        assert here.rows("SELECT count(*) FROM articles") == [1]
        server.pages["/b"] = page(article("B", 2))
        again = choose_pages(here.settings, now=RIGHT)
        assert (again["pages"], again["looks"]) == (1, 1)
        here.fetch(RIGHT)
        assert here.rows("SELECT count(*) FROM articles") == [2]
        assert choose_pages(here.settings, now=RIGHT + timedelta(minutes=1))["looks"] == 0


def test_what_a_worker_ahead_of_the_others_saw_waits_for_nothing(settings: Settings) -> None:
    with serving() as server:
        here = ingest(settings, server)
        here.listed("/feed.xml")
        server.pages["/feed.xml"] = feed(("1", f"{server.base}/a", "A"))
        here.poll(NOW + timedelta(minutes=40))
        now = datetime.now(UTC).replace(tzinfo=None)
        assert choose_pages(here.settings, now=now)["pages"] == 1
