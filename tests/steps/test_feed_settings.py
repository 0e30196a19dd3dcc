"""What the list says of one feed holds: interval, language, name, paused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from readout.config import Settings
from readout.errors import ConfigError
from readout.sources.feeds.listfile import load_list, save_list
from readout.steps.feedwishes import poll_now, retry_now
from readout.storage.loader import loading

from tests.sources.serving import Server, answer
from tests.steps.ingesting import Ingest, article, feed, ingest, page, serving

NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        one.pages["/feed"] = feed(("g1", one.base + "/1", "First"))
        one.pages["/1"] = page(article("First", 1))
        yield one


@pytest.fixture
def run(settings: Settings, server: Server) -> Ingest:
    made = ingest(settings, server)
    made.listed("/feed")
    return made


def given(run: Ingest, **settings: object) -> None:
    """The list with these settings on its feed."""
    (listing,) = load_list(run.settings.feeds)
    save_list(run.settings.feeds, [replace(listing, **settings)])  # type: ignore[arg-type]


def pause_of(run: Ingest) -> float:
    ((polled, following),) = run.rows("SELECT last_polled_at, next_poll_at FROM feeds")
    return (following - polled).total_seconds() / 60


def test_a_fixed_interval_holds_whatever_the_feed_publishes(run: Ingest, server: Server) -> None:
    given(run, poll_minutes=45)
    for number in range(4):
        server.pages["/feed"] = feed((f"g{number}", f"{server.base}/{number}", "News"))
        run.poll(NOW + timedelta(hours=number))
        assert pause_of(run) == pytest.approx(45, rel=0.06)


def test_a_shorter_interval_holds_at_once(run: Ingest) -> None:
    given(run, poll_minutes=600)
    run.poll(NOW)
    soon = NOW + timedelta(minutes=11)
    assert run.poll(soon)["polls"] == 0
    given(run, poll_minutes=10)
    assert run.poll(soon)["polls"] == 1


def test_a_failing_feed_backs_off_all_the_same(run: Ingest, server: Server) -> None:
    given(run, poll_minutes=1)
    server.pages["/feed"] = answer(status=404)
    run.poll(NOW)
    assert pause_of(run) > 10


def test_a_paused_feed_rests_and_goes_on(run: Ingest, server: Server) -> None:
    given(run, paused=True)
    assert run.poll(NOW)["polls"] == 0
    given(run, paused=False)
    assert run.poll(NOW)["polls"] == 1


def test_the_lists_name_and_language_win(run: Ingest) -> None:
    given(run, title="What I call it", language="de")
    run.poll(NOW)
    run.fetch(NOW)
    assert run.rows("SELECT title FROM feeds") == ["What I call it"]
    assert run.rows("SELECT language FROM revisions") == ["de"]


def test_without_one_the_text_tells_its_language(run: Ingest) -> None:
    run.poll(NOW)
    run.fetch(NOW)
    assert run.rows("SELECT language FROM revisions") == ["en"]


def test_one_feed_polled_now(run: Ingest, server: Server) -> None:
    given(run, paused=True)
    done = poll_now(run.settings, "feed /feed")
    assert done.feed is not None
    assert done.poll is not None
    assert (done.poll["outcome"], done.poll["new_entries"]) == ("new", 1)
    for name in (done.feed["feed_id"], done.feed["feed_id"][:6], server.base + "/feed"):
        again = poll_now(run.settings, name)
        assert again.poll is not None
        assert again.poll["new_entries"] == 0
    assert run.rows("SELECT count(*) FROM polls") == [4]


@pytest.mark.parametrize("asked", ["feed /fead", "no such feed", "abcd"])
def test_no_feed_is_meant(run: Ingest, asked: str) -> None:
    with pytest.raises(ConfigError, match="No such feed on the list") as caught:
        poll_now(run.settings, asked)
    assert ("did you mean “feed /feed”" in str(caught.value)) == (asked == "feed /fead")


def test_a_feed_that_was_gone_is_tried_again(run: Ingest, server: Server) -> None:
    page = server.pages["/feed"]
    server.pages["/feed"] = answer(status=410)
    run.poll(NOW)
    assert run.rows("SELECT health FROM feeds") == ["retired"]
    server.pages["/feed"] = page
    assert run.poll(NOW + timedelta(days=90))["polls"] == 0
    done = retry_now(run.settings, server.base + "/feed")
    assert done.feed is not None
    assert done.feed["health"] == "ok"


def test_a_page_that_was_given_up_is_tried_again(run: Ingest, server: Server) -> None:
    server.pages["/1"] = answer(status=410)
    run.poll(NOW)
    run.fetch(NOW)
    assert run.rows("SELECT state FROM entries") == ["gone"]
    (failed,) = retry_now(run.settings, server.base + "/1").entries
    assert "410" in failed["problem"]
    server.pages["/1"] = page(article("First", 1))
    (entry,) = retry_now(run.settings, server.base + "/1").entries
    assert (entry["state"], entry["problem"], entry["headline"]) == ("fetched", None, "First")
    assert entry["characters"] > 300


def test_an_article_that_was_read_is_looked_at_again(run: Ingest, server: Server) -> None:
    run.poll(NOW)
    run.fetch(NOW)
    server.pages["/1"] = page(article("First", 1, extra="<p>And one more thing was added.</p>"))
    retry_now(run.settings, server.base + "/1")
    assert run.rows("SELECT count(*) FROM revisions") == [2]


def test_a_page_that_nobody_knows(run: Ingest) -> None:
    with pytest.raises(ConfigError, match="No feed and no entry"):
        retry_now(run.settings, "https://nowhere.example/x")


def test_a_list_of_which_nothing_can_be_read_takes_no_feed_off(run: Ingest) -> None:
    run.poll(NOW)
    run.settings.feeds.write_text("<opml><body><outline xmlUrl='nope'/></body></opml>")
    with pytest.raises(ConfigError, match="No line of the feed list"):
        run.poll(NOW + timedelta(days=1))
    with loading(run.settings, "test") as load:
        assert load.connection.execute("SELECT active FROM feeds").fetchall() == [(True,)]
