"""Feeds read per CPU-second, counts right, and the same as feedparser's, field by field.

    python -m bench feeds                               feeds of our own making
    python -m bench feeds --feeds FEEDS.json            a labelled folder: a list of
        {"file", "expect": {"n_entries"}}, its files in `feeds/` beside it

Peers are measured in the same run where they are installed (`make bench` installs them):
feedparser as its documentation shows it and without its sanitising, fastfeedparser, atoma.
"""

from __future__ import annotations

import io
import json
import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from readout.sources.charsets import decode_markup
from readout.sources.feeds import parsing
from readout.sources.feeds.parsing import parse_feed

from bench.feed_damage import damaged
from bench.figures import Figure
from bench.peers import peer
from bench.polls import feed_of

URL = "https://news.example/world/feed.xml"
LARGE = 100_000
DAMAGED = 1_000
_TIMES = 3

Count = Callable[[bytes], int]


def material() -> list[tuple[bytes, int]]:
    """Contents, and how many entries each has (below nought: not known)."""
    if listed := os.environ.get("READOUT_BENCH_FEEDS"):
        path = Path(listed)
        return [
            ((path.parent / "feeds" / row["file"]).read_bytes(), row["expect"]["n_entries"])
            for row in json.loads(path.read_text(encoding="utf-8"))
        ]
    made = [feed_of(number) for number in range(8)]
    small = [
        content[:3_000].rpartition(b"</item>")[0] + b"</item></channel></rss>" for content in made
    ]
    return [(content, content.count(b"<item>")) for content in (*made, *small * 6)]


def speed(read: Count, contents: list[bytes]) -> float:
    """Feeds per CPU-second: the best of some runs, as the machine is shared."""
    best = 0.0
    for _ in range(_TIMES):
        started = time.process_time()
        for content in contents:
            read(content)
        best = max(best, len(contents) / (time.process_time() - started))
    return best


def _safely(read: Count) -> Count:
    def count(content: bytes) -> int:
        try:
            return read(content)
        except Exception:  # some peers raise on what is broken: a wrong count
            return -1

    return count


def _peers() -> dict[str, Count]:
    import feedparser

    def tuned(content: bytes) -> int:
        found = feedparser.parse(
            io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False
        )
        return len(found.entries)

    peers: dict[str, Count] = {
        "feedparser": lambda content: len(feedparser.parse(io.BytesIO(content)).entries),
        "feedparser without sanitising": tuned,
    }
    if fast := peer("fastfeedparser"):
        peers["fastfeedparser"] = lambda content: len(fast.parse(content).entries)
    if atoma := peer("atoma"):

        def by_atoma(content: bytes) -> int:
            try:
                return len(atoma.parse_rss_bytes(content).items)
            except Exception:
                return len(atoma.parse_atom_bytes(content).entries)

        peers["atoma"] = by_atoma
    return peers


def by_feedparser(content: bytes, content_type: str | None = None, url: str = URL) -> Any:
    """As `parse_feed` reads it when nothing but feedparser reads markup."""
    quick = parsing.read_wellformed
    parsing.read_wellformed = lambda *_: None
    try:
        return parse_feed(content, content_type, url)
    finally:
        parsing.read_wellformed = quick


def differing(contents: list[bytes], seed: int, damages: int) -> tuple[int, int, int]:
    """How many of the feeds and of their damaged forms the quick reader read, how many there
    were, and how many of those it read otherwise than feedparser."""
    read = differ = 0
    quick = parsing.read_wellformed
    texts = [decode_markup(one)[0].lstrip() for one in contents if len(one) < 20_000]
    texts = [one for one in texts if one.startswith("<")]
    chance = random.Random(seed)
    more = [damaged(chance.choice(texts), chance) for _ in range(damages)]
    everything = [*contents, *(one.encode("utf-8", "replace") for one in more)]
    for content in everything:
        done: list[bool] = []

        def spy(*given: Any, done: list[bool] = done) -> Any:
            found = quick(*given)
            done.append(found is not None)
            return found

        parsing.read_wellformed = spy
        try:
            ours = parse_feed(content, None, URL)
        finally:
            parsing.read_wellformed = quick
        if any(done):
            read += 1
            differ += ours != by_feedparser(content)
    return read, len(everything), differ


def run() -> list[Figure]:
    feeds = material()
    contents = [content for content, _ in feeds]
    large = [content for content in contents if len(content) >= LARGE]
    figures = []
    readers: dict[str, Count] = {
        "readout": lambda content: len(parse_feed(content, None, URL).entries),
        **_peers(),
    }
    for name, read in readers.items():
        safe = _safely(read)
        right = sum(safe(content) == count for content, count in feeds)
        ours = name == "readout"
        figures += [
            Figure(
                f"feeds: {name}, counts right",
                right,
                f"of {len(feeds)}",
                len(feeds) if ours else None,
            ),
            Figure(f"feeds: {name}", speed(safe, contents), "per CPU-s", 1_000 if ours else None),
            Figure(
                f"feeds: {name}, {LARGE // 1000} kB and more",
                speed(safe, large),
                "per CPU-s",
                300 if ours else None,
                note=f"{len(large)} feeds",
            ),
        ]
    read, of, differ = differing(contents, seed=1, damages=DAMAGED)
    figures.append(
        Figure(
            "feeds: read otherwise than by feedparser",
            differ,
            f"of {read}",
            0,
            "less",
            f"the quick reader read {read} of {of}, {DAMAGED} of them damaged",
        )
    )
    return figures
