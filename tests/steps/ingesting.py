"""The ingest steps against a server of ours, in a thread of its own: the steps block."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from readout.config import Settings
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.steps import Counts
from readout.steps.fetching import choose_pages, fetch_batch, load_pages
from readout.steps.polling import choose_feeds, load_polls, poll_batch
from readout.storage.loader import loading

from tests.sources.serving import Page, Server, answer, served

PARAGRAPH = (
    "The council approved the plan on Tuesday after a long debate in the old town hall, and "
    "the mayor said that the work on the harbour road number {n} would begin before the summer."
)


def article(title: str, number: int, *, extra: str = "", head: str = "") -> bytes:
    """A page with a story that no other number shares."""
    body = "".join(f"<p>{PARAGRAPH.format(n=f'{number}-{k}')}</p>" for k in range(5))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}{extra}</article>"
        "</body></html>"
    ).encode()


def page(content: bytes, status: int = 200, **headers: str) -> Page:
    return answer(content, status, Content_Type="text/html; charset=utf-8", **headers)


def feed(*items: tuple[str, str, str], title: str = "News", **headers: str) -> Page:
    """RSS of (guid, link, title); `title` is the feed's."""
    text = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><link>{link}</link><title>{title}</title></item>"
        for guid, link, title in items
    )
    content = f"<rss version='2.0'><channel><title>{title}</title>{text}</channel></rss>".encode()
    return answer(content, Content_Type="application/rss+xml", **headers)


@contextmanager
def serving() -> Iterator[Server]:
    """A server in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    context = served()
    server = asyncio.run_coroutine_threadsafe(context.__aenter__(), loop).result(60)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(context.__aexit__(None, None, None), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
        loop.close()


@dataclass
class Ingest:
    """Settings, and the steps as a Dag runs them."""

    settings: Settings
    server: Server

    def listed(self, *paths: str) -> None:
        """Put these feeds of the server on the list."""
        save_list(
            self.settings.feeds,
            [Listing(self.server.base + path, f"feed {path}") for path in paths],
        )

    def poll(self, now: datetime) -> Counts:
        chosen = choose_feeds(self.settings, now=now)
        done = Counts()
        for path in chosen.paths:
            done.add(**poll_batch(self.settings, path, now=now).counts)
        # What the loader counts as new is what counts.
        return Counts(done.counts | load_polls(self.settings).counts)

    def fetch(self, now: datetime) -> Counts:
        chosen = choose_pages(self.settings, now=now)
        done = Counts(dict(chosen.counts))
        for path in chosen.paths:
            done.add(**fetch_batch(self.settings, path, now=now).counts)
        return Counts(done.counts | load_pages(self.settings).counts)

    def rows(self, sql: str) -> list[Any]:
        with loading(self.settings, "test") as load:
            found = load.connection.execute(sql).fetchall()
        return [row[0] if len(row) == 1 else row for row in found]


def ingest(settings: Settings, server: Server) -> Ingest:
    return Ingest(settings.changed(allow_hosts=frozenset([server.host])), server)
