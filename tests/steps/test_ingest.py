"""Polling and fetching through the real steps, against the sample newsroom over HTTP."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from readout.config import Settings
from readout.sample.newsroom import Newsroom, write_opml
from readout.steps import Counts
from readout.steps.fetching import choose_pages, fetch_batch, load_pages
from readout.steps.polling import choose_feeds, load_polls, poll_batch
from readout.storage.loader import loading

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    """The newsroom, served by a loop in a thread of its own: the steps block."""
    room = Newsroom()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(room.start(), loop).result(10)
    yield room
    asyncio.run_coroutine_threadsafe(room.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)
    loop.close()


@pytest.fixture
def local(settings: Settings, newsroom: Newsroom) -> Settings:
    write_opml(settings.feeds, newsroom.base_url)
    return settings.changed(allow_hosts=frozenset([newsroom.base_url.removeprefix("http://")]))


def poll(settings: Settings, now: datetime) -> tuple[Counts, Counts]:
    chosen = choose_feeds(settings, now=now)
    done = Counts()
    for path in chosen.paths:
        done.add(**poll_batch(settings, path, now=now).counts)
    return done, load_polls(settings)


def fetch(settings: Settings, now: datetime) -> tuple[Counts, Counts]:
    chosen = choose_pages(settings, now=now)
    done = Counts()
    for path in chosen.paths:
        done.add(**fetch_batch(settings, path, now=now).counts)
    return done, load_pages(settings)


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with loading(settings, "test") as load:
        return load.connection.execute(sql).fetchall()


def test_second_poll_asks_with_conditions_and_finds_nothing_new(
    local: Settings, newsroom: Newsroom
) -> None:
    done, loaded = poll(local, NOW)
    assert done["feeds"] == len(newsroom.outlets)
    assert loaded["new"] == len(newsroom.released())
    later = NOW + timedelta(days=2)
    done, loaded = poll(local, later)
    assert done["feeds"] == done["unchanged"] == len(newsroom.outlets)
    assert loaded["new"] == 0
    outcomes = rows(local, "SELECT outcome, count(*) FROM polls GROUP BY ALL ORDER BY ALL")
    assert outcomes == [("new", 5), ("not_modified", 5)]
    assert rows(local, "SELECT DISTINCT health, failures FROM feeds") == [("ok", 0)]


def test_pages_become_revisions_with_title_day_and_authors(
    local: Settings, newsroom: Newsroom
) -> None:
    poll(local, NOW)
    done, loaded = fetch(local, NOW + timedelta(seconds=1))
    stories = newsroom.released()
    assert done["articles"] == loaded["new"] == loaded["articles"] == len(stories)
    found = {
        url: (title, published, authors)
        for url, title, published, authors in rows(
            local,
            "SELECT a.url, r.title, r.published_at, r.authors FROM articles a JOIN revisions r USING (article_id)",
        )
    }
    for story in stories:
        title, published, authors = found[newsroom.base_url + story.path]
        assert title == story.title
        assert isinstance(published, datetime)
        assert published.date() == story.published.astimezone(UTC).date()
        if story.authors:
            assert isinstance(authors, list)
            assert " and ".join(authors) == " and ".join(story.authors)
    # Nothing is left to fetch, and nothing is fetched twice.
    done, loaded = fetch(local, NOW + timedelta(seconds=2))
    assert (done["pages"], loaded["new"]) == (0, 0)
    states = rows(local, "SELECT state, count(*) FROM entries GROUP BY ALL")
    assert states == [("fetched", len(stories))]
