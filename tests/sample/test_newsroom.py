"""The newsroom over HTTP: feeds, conditional requests, release in steps, loopback only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import aiohttp
import feedparser
import psutil
import pytest
import pytest_asyncio
from readout.config import ROOT
from readout.errors import ConfigError
from readout.sample.newsroom import Newsroom, write_opml
from readout.sample.stories import Outlet, load_outlets

OUTLETS = load_outlets()


@pytest_asyncio.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    room = Newsroom()
    await room.start()
    yield room
    await room.stop()


@pytest_asyncio.fixture
async def http(newsroom: Newsroom) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(newsroom.base_url) as session:
        yield session


@pytest.mark.asyncio
@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.key)
async def test_feed_has_every_story_with_its_time(
    newsroom: Newsroom, http: aiohttp.ClientSession, outlet: Outlet
) -> None:
    async with http.get(outlet.feed) as answer:
        assert answer.status == 200
        content_type, body = answer.content_type, await answer.read()
    stories = newsroom.released(outlet)
    expected = [(s.title, newsroom.base_url + s.path, s.published.astimezone(UTC)) for s in stories]
    if outlet.feed_type == "json":
        assert content_type == "application/feed+json"
        items = json.loads(body)["items"]
        found = [(i["title"], i["url"], datetime.fromisoformat(i["date_published"])) for i in items]
    else:
        parsed = feedparser.parse(body)
        assert not parsed.bozo
        assert (
            parsed.version == {"rss": "rss20", "atom": "atom10", "rdf": "rss10"}[outlet.feed_type]
        )
        dates = [e.get("published_parsed") or e.updated_parsed for e in parsed.entries]
        found = [
            (entry.title, entry.link, datetime(*day[:6], tzinfo=UTC))
            for entry, day in zip(parsed.entries, dates, strict=True)
        ]
    assert found == expected
    assert len(found) >= 3


@pytest.mark.asyncio
async def test_unchanged_is_304_and_changed_is_not(
    newsroom: Newsroom, http: aiohttp.ClientSession
) -> None:
    newsroom.publish_until(datetime(2023, 6, 18, tzinfo=UTC))
    wire = OUTLETS[0]
    for path in (wire.feed, wire.home, newsroom.released(wire)[0].path):
        async with http.get(path) as answer:
            tag, stamp = answer.headers["ETag"], answer.headers["Last-Modified"]
        for headers, status in [
            ({"If-None-Match": tag}, 304),
            ({"If-Modified-Since": stamp}, 304),
            ({"If-None-Match": 'W/"other"', "If-Modified-Since": stamp}, 200),
            ({"If-Modified-Since": "Mon, 01 May 2023 00:00:00 GMT"}, 200),
        ]:
            async with http.get(path, headers=headers) as answer:
                assert answer.status == status
                assert bool(await answer.read()) is (status == 200)
    async with http.get(wire.feed) as answer:
        tag, stamp = answer.headers["ETag"], answer.headers["Last-Modified"]
    newsroom.publish_until(None)
    for headers in ({"If-None-Match": tag}, {"If-Modified-Since": stamp}):
        async with http.get(wire.feed, headers=headers) as answer:
            assert answer.status == 200


@pytest.mark.asyncio
async def test_a_story_is_nowhere_before_its_time(
    newsroom: Newsroom, http: aiohttp.ClientSession
) -> None:
    story = newsroom.stories[-1]
    newsroom.publish_until(datetime(2023, 6, 23, 13, 19, tzinfo=UTC))
    for path in (story.outlet.feed, story.outlet.home, "/"):
        async with http.get(path) as answer:
            assert story.title not in await answer.text()
    async with http.get(story.path) as answer:
        assert answer.status == 404
    newsroom.publish_until(datetime(2023, 6, 23, 13, 20, tzinfo=UTC))
    async with http.get(story.path) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
        assert answer.charset == "utf-8"


@pytest.mark.asyncio
async def test_home_pages_robots_opml_and_missing(
    newsroom: Newsroom, http: aiohttp.ClientSession
) -> None:
    for outlet in OUTLETS:
        async with http.get(outlet.home) as answer:
            page = await answer.text()
        assert 'rel="alternate"' in page
        assert f'href="{outlet.feed}"' in page
    async with http.get("/robots.txt") as answer:
        assert answer.content_type == "text/plain"
        assert "Disallow: /admin/" in await answer.text()
    async with http.get("/opml.xml") as answer:
        outlines = ET.fromstring(await answer.read()).findall(".//outline[@xmlUrl]")
    assert {o.get("xmlUrl") for o in outlines} == {newsroom.base_url + o.feed for o in OUTLETS}
    assert {o.get("sourceKind") for o in outlines} == {"agency", "official", "independent"}
    async with http.get("/no/<b>such</b>/page") as answer:
        assert answer.status == 404
        assert "<b>" not in await answer.text()


@pytest.mark.asyncio
async def test_a_taken_port_is_said_in_words(newsroom: Newsroom) -> None:
    port = int(newsroom.base_url.rsplit(":", 1)[1])
    with pytest.raises(ConfigError, match="can't listen.*--port"):
        await Newsroom().start(port=port)


def test_the_opml_in_the_repo_is_fresh(tmp_path: Path) -> None:
    write_opml(tmp_path / "feeds.opml")
    fresh = (tmp_path / "feeds.opml").read_bytes()
    assert (ROOT / "seeds" / "feeds.opml").read_bytes() == fresh


@pytest.mark.parametrize(
    "arguments",
    [
        ["readout.sample.newsroom", "--port", "0", "--until", "2023-06-18T12:00:00+00:00"],
        ["readout.sample.mailbox", "--port", "0", "--folder", "mail"],
    ],
    ids=["newsroom", "mailbox"],
)
def test_programs_listen_on_the_loopback_only_and_end_on_sigterm(
    arguments: list[str], tmp_path: Path
) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    try:
        assert program.stdout is not None
        assert "127.0.0.1" in program.stdout.readline()
        connections = psutil.Process(program.pid).net_connections(kind="all")
        listening = [c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN]
        assert listening == ["127.0.0.1"]
        started = time.monotonic()
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait(timeout=10) == 0
        assert time.monotonic() - started < 5
    finally:
        program.kill()
        program.wait()
