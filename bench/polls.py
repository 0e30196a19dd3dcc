"""Polls per CPU-second: unchanged feeds, and changed ones of 225 kB, through the real step.

The server is a process of ours on loopback: hosts are its ports. What is measured is the
whole of `poll_batch`: request, state, journal, staged Parquet. The floor is the client
library asking the same server and doing nothing with the answer.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from readout.config import Settings
from readout.sources.feeds.state import FeedState
from readout.steps.batches import write_groups
from readout.steps.polling import STEP, poll_batch

from bench.figures import Figure, cpu_time

HOSTS = 16
UNCHANGED = 4_000
CHANGED = 120
FEED_BYTES = 225_000

_TEXT = (
    "the council met on Tuesday and said that talks between both governments would go on "
    "after a pause of some weeks while ministers ask for time to read what was proposed"
)
_WORDS = _TEXT.split()


def feed_of(number: int) -> bytes:
    """A feed of `FEED_BYTES` with its articles in full, different for every number."""
    items = []
    size = 0
    while size < FEED_BYTES:
        n = len(items)
        words = " ".join(_WORDS[(n * 7 + k) % len(_WORDS)] for k in range(140))
        paragraphs = f"<p>{words}</p>" * 6
        items.append(
            f"<item><title>Story {n} of feed {number}: ministers meet again</title>"
            f"<link>https://news{number}.example/2026/03/story-{n}.html?utm_source=rss</link>"
            f"<guid isPermaLink='false'>feed-{number}-story-{n}</guid>"
            f"<pubDate>Sun, 01 Mar 2026 {n % 24:02}:00:00 GMT</pubDate>"
            "<dc:creator>A. Writer</dc:creator>"
            f"<description>{words[:300]}</description>"
            f"<content:encoded><![CDATA[{paragraphs}]]></content:encoded></item>"
        )
        size += len(items[-1])
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel><title>Feed {number}</title>{''.join(items)}</channel></rss>"
    ).encode()


class _Server(asyncio.Protocol):
    """`/same/N` is never modified, `/feed/N` is a feed."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.buffer = b""

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            if path.startswith("/same/"):
                self.transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
            elif path.startswith("/feed/"):
                body = feed_of(int(path.rpartition("/")[2]))
                self.transport.write(
                    b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "2"\r\n'
                    b"Content-Length: %d\r\n\r\n" % len(body) + body
                )
            else:
                self.transport.write(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    listeners = [await loop.create_server(_Server, "127.0.0.1", 0) for _ in range(HOSTS)]
    print(" ".join(str(one.sockets[0].getsockname()[1]) for one in listeners), flush=True)
    await asyncio.to_thread(sys.stdin.read)


def _rows(ports: list[int], kind: str, count: int) -> list[dict[str, Any]]:
    feed = FeedState("", "", etag='"1"', last_polled_at=datetime(2026, 3, 1))
    rows = []
    for number in range(count):
        url = f"http://127.0.0.1:{ports[number % HOSTS]}/{kind}/{number}"
        rows.append(replace(feed, feed_id=f"{kind}{number}", url=url).as_row() | {"known": {}})
    return rows


async def _floor(ports: list[int]) -> None:
    async def ask(port: int) -> None:
        for number in range(UNCHANGED // HOSTS):
            async with session.get(f"http://127.0.0.1:{port}/same/{number}") as response:
                await response.read()

    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
        for port in ports:
            tasks.create_task(ask(port))


def run() -> list[Figure]:
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.polls"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ),
    )
    assert server.stdout
    ports = [int(port) for port in server.stdout.readline().split()]
    try:
        with tempfile.TemporaryDirectory() as folder:
            return _measure(Path(folder), ports)
    finally:
        server.communicate("")


def _measure(folder: Path, ports: list[int]) -> list[Figure]:
    settings = Settings(
        home=folder,
        feeds=folder / "none.opml",
        watches=folder / "none.yaml",
        allow_hosts=frozenset(f"127.0.0.1:{port}" for port in ports),
        host_gap_seconds=0.0,
    )
    now = datetime.now(UTC).replace(tzinfo=None)
    speeds = {}
    for kind, count in (("same", UNCHANGED), ("feed", CHANGED)):
        warm, path = write_groups(
            settings, STEP, [_rows(ports, kind, HOSTS), _rows(ports, kind, count)]
        )
        poll_batch(settings, warm, now=now)  # imports, robots.txt
        with cpu_time() as spent:
            done = poll_batch(settings, path, now=now)
        wanted = done["unchanged"] if kind == "same" else done["entries"] // _entries()
        if wanted != count:
            raise RuntimeError(f"{wanted} of {count} polls went well: {done.line()}")
        speeds[kind] = count / spent.seconds
    with cpu_time() as spent:
        asyncio.run(_floor(ports))
    floor = UNCHANGED / spent.seconds
    note = f"floor {floor:,.0f} (the client library alone), ratio {speeds['same'] / floor:.2f}"
    return [
        Figure("polls: unchanged", speeds["same"], "polls per CPU-s", 2_000, note=note),
        Figure(
            f"polls: changed, {FEED_BYTES // 1000} kB",
            speeds["feed"],
            "polls per CPU-s",
            45,
            note=f"{_entries()} entries each",
        ),
    ]


def _entries() -> int:
    return feed_of(0).count(b"<item>")


if __name__ == "__main__":
    asyncio.run(_serve())
