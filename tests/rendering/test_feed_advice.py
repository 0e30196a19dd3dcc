"""What the page of a feed tells its operator to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from readout.rendering.feed_advice import advice

FEED: dict[str, Any] = {
    "url": "https://news.example/feed.xml",
    "shown_health": "ok",
    "given_up": 0,
    "entries": 3,
    "next_poll_at": datetime(2026, 3, 1, 12),
}


def told(health: str, status: int | None = None, problem: str | None = "x", **more: Any) -> str:
    polls = [{"http_status": status, "problem": problem, "outcome": "soft"}]
    return "\n".join(advice(FEED | {"shown_health": health} | more, polls))


@pytest.mark.parametrize(
    "health, status, words",
    [
        ("ailing", 404, "readout feeds add https://news.example/"),
        ("down", 403, "READOUT_CONTACT"),
        ("ailing", 429, "readout feeds set https://news.example/feed.xml --every 60"),
        ("ailing", 503, "server's (503)"),
        ("down", None, "readout feeds check https://news.example/feed.xml"),
        ("ailing", 200, "no feed: readout feeds add"),
        ("retired", 410, "readout feeds retry https://news.example/feed.xml"),
        ("paused", 200, "readout feeds set https://news.example/feed.xml --no-paused"),
        ("new", None, "readout feeds poll https://news.example/feed.xml"),
    ],
)
def test_each_trouble_has_a_command(health: str, status: int | None, words: str) -> None:
    assert words in told(health, status)


def test_an_errors_own_remedy_goes_first() -> None:
    problem = "Not asked [x]: why. To mend it: export READOUT_ALLOW_HOSTS=10.0.0.1:80"
    assert told("down", None, problem).startswith("export READOUT_ALLOW_HOSTS=10.0.0.1:80")


def test_a_feed_that_works_asks_for_nothing() -> None:
    assert told("ok", 200, None) == ""
    assert "1 page of it was given up" in told("ok", 200, None, given_up=1)
