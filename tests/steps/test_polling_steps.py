"""Polling through the real steps: state between polls, failures, killed tasks."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from readout.config import Settings
from readout.errors import ConfigError
from readout.sources.feeds.state import MOVE_POLLS
from readout.steps.polling import choose_feeds, load_polls, poll_batch
from readout.storage.statements import statement

from tests.sources.serving import Request, Server, answer, hang, raw
from tests.steps.ingesting import Ingest, feed, ingest, serving

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
DAY = timedelta(days=1)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def run(settings: Settings, server: Server) -> Ingest:
    return ingest(settings, server)


def story(run: Ingest, number: int, title: str = "A story") -> tuple[str, str, str]:
    return f"g{number}", f"{run.server.base}/story/{number}", title


def test_a_feed_goes_in_and_a_retitled_entry_is_not_new(run: Ingest) -> None:
    run.listed("/feed")
    run.server.pages["/feed"] = feed(story(run, 1), story(run, 2))
    assert run.poll(NOW)["new"] == 2
    run.server.pages["/feed"] = feed(story(run, 2, "Another title"), story(run, 1))
    done = run.poll(NOW + DAY)
    assert done["new"] == 0
    assert run.rows("SELECT title FROM entries ORDER BY entry_key") == ["A story", "Another title"]
    assert run.rows("SELECT new_entries FROM polls ORDER BY polled_at") == [2, 0]


def test_conditions_are_sent_and_the_hash_serves_where_the_server_ignores_them(run: Ingest) -> None:
    run.listed("/feed")
    run.server.pages["/feed"] = feed(
        story(run, 1), ETag='"1"', Last_Modified="Sun, 01 Mar 2026 12:00:00 GMT"
    )
    for day in range(3):
        run.poll(NOW + day * DAY)
    asked = run.server.asked("/feed")
    assert [request.headers.get("if-none-match") for request in asked] == [None, '"1"', '"1"']
    assert run.rows("SELECT outcome FROM polls ORDER BY polled_at") == [
        "new",
        "unchanged",
        "unchanged",
    ]


def test_a_feed_that_is_not_due_is_not_asked(run: Ingest) -> None:
    run.listed("/feed")
    run.server.pages["/feed"] = feed(story(run, 1))
    run.poll(NOW)
    assert run.poll(NOW + timedelta(minutes=1))["feeds"] == 0
    assert len(run.server.asked("/feed")) == 1


def test_a_moved_feed_keeps_its_entries(run: Ingest) -> None:
    run.listed("/old")
    run.server.pages["/old"] = answer(status=301, Location="/new")
    run.server.pages["/new"] = feed(story(run, 1))
    for day in range(MOVE_POLLS):
        run.poll(NOW + day * DAY)
    assert run.rows("SELECT url FROM feeds") == [run.server.base + "/new"]
    run.poll(NOW + 10 * DAY)
    assert len(run.server.asked("/old")) == MOVE_POLLS
    assert run.rows("SELECT count(*) FROM entries") == [1]


def test_feeds_that_have_come_to_share_an_address_are_polled_as_one(run: Ingest) -> None:
    run.server.pages |= {"/old": answer(status=301, Location="/new"), "/new": feed(story(run, 1))}
    run.listed("/old", "/new")
    for day in range(MOVE_POLLS + 2):
        run.poll(NOW + day * DAY)
    # While it moved, the address was asked for both; since then for one.
    assert len(run.server.asked("/new")) == 2 * MOVE_POLLS + 2
    assert run.rows("SELECT count(DISTINCT url) FROM entries") == [1]
    told = run.rows(_report())
    assert sorted(told, key=str) == [None, "polled together with another feed of this address"]


def _report() -> str:
    found = statement("reports/feeds").rstrip().rstrip(";")
    for name, value in (("$outlet", "NULL"), ("$limit", "100"), ("$offset", "0")):
        found = found.replace(name, value)
    return f"SELECT reason FROM ({found})"


def test_a_feed_that_is_gone_is_asked_once(run: Ingest) -> None:
    run.listed("/feed")
    run.server.pages["/feed"] = answer(status=410)
    for day in range(3):
        run.poll(NOW + 400 * day * DAY)
    assert len(run.server.asked("/feed")) == 1
    assert run.rows("SELECT health FROM feeds") == ["retired"]


@pytest.mark.parametrize(
    "page, health, told",
    [
        (answer(b"<html><body>Hello</body></html>"), "ailing", "web page"),
        (
            answer(
                b"<html><head><link rel=alternate type=application/rss+xml href=/real></head></html>"
            ),
            "ailing",
            "/real",
        ),
        (answer(b""), "ailing", "empty"),
        (answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "ailing", "no"),
        (answer(b'{"version": 1}'), "ailing", "no JSON Feed"),
        (raw(b""), "ailing", "broke"),
        (answer(status=500), "ailing", "500"),
    ],
)
def test_a_feed_that_fails_says_why(run: Ingest, page: object, health: str, told: str) -> None:
    run.listed("/feed")
    run.server.pages["/feed"] = page  # type: ignore[assignment]
    run.poll(NOW)
    ((found, reason),) = run.rows("SELECT health, reason FROM feeds")
    assert found == health
    assert told in reason
    assert run.rows("SELECT problem IS NOT NULL FROM polls") == [True]


def test_one_bad_feed_keeps_no_other_back(settings: Settings, server: Server) -> None:
    """On its own host it is asked last once it has failed; other hosts never wait for it."""
    run = ingest(settings, server)
    run = Ingest(run.settings.changed(fetch_seconds=1.5), server)
    run.listed("/bad", "/good", "/better")
    server.pages["/bad"] = hang()
    server.pages["/good"] = feed(story(run, 1))
    server.pages["/better"] = feed(story(run, 2))
    assert run.poll(NOW)["new"] == 2
    server.requests.clear()
    run.poll(NOW + 30 * DAY)
    assert [r.path for r in server.requests if r.path != "/robots.txt"][-1] == "/bad"


def test_a_feed_off_the_list_rests_and_comes_back(run: Ingest) -> None:
    run.server.pages |= {"/a": feed(story(run, 1)), "/b": feed(story(run, 2))}
    run.listed("/a", "/b")
    run.poll(NOW)
    run.listed("/b")
    run.poll(NOW + DAY)
    assert run.rows("SELECT active FROM feeds ORDER BY url") == [False, True]
    assert run.rows("SELECT count(*) FROM entries") == [2]
    run.listed("/a", "/b")
    run.poll(NOW + 2 * DAY)
    assert len(run.server.asked("/a")) == 2


def test_a_wrong_list_stops_the_step_and_says_the_line(run: Ingest) -> None:
    run.settings.feeds.write_text("<opml>\n<body>\n<outline xmlUrl='nope'/></body></opml>")
    with pytest.raises(ConfigError, match="line 3"):
        choose_feeds(run.settings, now=NOW)


def test_guids_that_churn_and_guids_that_are_shared(run: Ingest) -> None:
    run.listed("/churn", "/shared")
    for day in range(3):
        run.server.pages["/churn"] = feed((f"new-{day}", f"{run.server.base}/c", "c"))
        run.server.pages["/shared"] = feed(
            *(("same", f"{run.server.base}/s/{n}", "s") for n in range(day, day + 3))
        )
        run.poll(NOW + day * DAY)
    urls = run.rows("SELECT url FROM entries ORDER BY url")
    assert urls == [
        run.server.base + path for path in ("/c", "/s/0", "/s/1", "/s/2", "/s/3", "/s/4")
    ]


# ----------------------------------------------------------------------------- killed tasks


def test_a_killed_poll_goes_on_where_it_was(run: Ingest) -> None:
    paths = [f"/feed{n}" for n in range(8)]
    for n, path in enumerate(paths):
        run.server.pages[path] = feed(story(run, n))
    run.server.pages["/feed4"] = hang()
    run.listed(*paths)
    (batch,) = choose_feeds(run.settings, now=NOW).paths
    process = _start(run, batch)
    _until(lambda: bool(run.server.asked("/feed4")))
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = [r.path for r in run.server.requests if r.path != "/robots.txt"]
    assert load_polls(run.settings)["new"] == 0, "a batch that was not finished staged nothing"
    run.server.pages["/feed4"] = feed(story(run, 4))
    poll_batch(run.settings, batch, now=NOW)
    asked = [r.path for r in run.server.requests if r.path != "/robots.txt"]
    assert set(asked[len(before) :]) == (set(paths) - set(before)) | {"/feed4"}
    assert len(asked) == 9
    assert load_polls(run.settings)["new"] == 8
    assert run.rows("SELECT count(*) FROM polls") == [8]


def test_what_a_killed_poll_had_done_is_kept_though_it_is_never_run_again(run: Ingest) -> None:
    async def first_only(request: Request, writer: asyncio.StreamWriter) -> None:
        first = not asked
        asked.append(request.path)
        await (feed(story(run, 1)) if first else hang())(request, writer)

    asked: list[str] = []
    run.server.pages |= {"/a": first_only, "/b": first_only}
    run.listed("/a", "/b")
    (batch,) = choose_feeds(run.settings, now=NOW).paths
    process = _start(run, batch)
    _until(lambda: len(asked) == 2)
    process.kill()
    process.wait()
    Path(batch).unlink()
    assert choose_feeds(run.settings, now=NOW)["feeds"] == 1, "the one that was not polled"
    assert run.rows("SELECT count(*) FROM entries") == [1]


def test_the_end_of_a_journal_that_was_cut_is_left_out(run: Ingest) -> None:
    run.server.pages |= {"/a": feed(story(run, 1)), "/b": feed(story(run, 2))}
    run.listed("/a", "/b")
    (batch,) = choose_feeds(run.settings, now=NOW).paths
    Path(batch).with_suffix(".journal").write_text('{"id": "x", "relat')
    assert poll_batch(run.settings, batch, now=NOW)["feeds"] == 2
    assert load_polls(run.settings)["new"] == 2


def _start(run: Ingest, batch: str) -> subprocess.Popen[bytes]:
    program = (
        "import sys; from datetime import datetime; from readout.config import load_settings; "
        "from readout.steps.polling import poll_batch; "
        "poll_batch(load_settings(), sys.argv[1], now=datetime.fromisoformat(sys.argv[2]))"
    )
    environment = os.environ | {
        "READOUT_HOME": str(run.settings.home),
        "READOUT_FEEDS": str(run.settings.feeds),
        "READOUT_ALLOW_HOSTS": run.server.host,
        "READOUT_HOST_GAP_SECONDS": "0",
    }
    return subprocess.Popen(
        [sys.executable, "-c", program, batch, NOW.isoformat()], env=environment
    )


def _until(true: object, seconds: float = 120.0) -> None:
    limit = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < limit
        time.sleep(0.02)
