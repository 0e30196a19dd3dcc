"""Varied news for the long benches: stories from the repository's own texts (and from others by
path), and a loopback site that publishes them as outlets do.

The texts are those of `seeds/corpus` and the sample newsroom. Those of other files (`*.jsonl`
with `text` somewhere in each row) go before them where a path is given. When all are used up,
further stories are woven: paragraphs of three texts, with other names. Every twentieth story is
odd on purpose (`ODDITIES`).

    python -m bench.own_news STORIES.jsonl --outlets 8     # prints its port, serves until killed
"""

from __future__ import annotations

import argparse
import asyncio
import calendar
import contextlib
import json
import random
import re
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web

LATEST = 60  # entries that a feed shows
# Surnames are put together, 342 of them: with a few, every story would be about the same people.
_FIRST = "Adey Berg Cast Dvor Ehl Fon Grim Halv Ibrag Jim Kal Lind Mben Nov Okon Pap Rah Sok Tan"
_LAST = "emi qvist ellani skaya erson oti audel orsen enez las aki ote adis ira oghlu aru ender ul"
NAMES = [f"{first}{last}" for first in _FIRST.split() for last in _LAST.split()]
_CALENDAR = {*calendar.day_name, *calendar.month_name}
# How a feed of the site fails, by its path: what `FAILING` names can be listed as a feed.
FAILING = ("bad/503", "bad/404", "bad/html", "bad/cut", "bad/empty", "bad/slow")


@dataclass(frozen=True)
class Story:
    """`text` has its paragraphs one a line; `kind` says where it comes from."""

    title: str
    text: str
    kind: str


# ---------------------------------------------------------------- texts


def own_texts() -> list[str]:
    """The texts of `seeds/corpus` and of the sample newsroom."""
    from readout.config import ROOT
    from readout.evaluation.corpus import read_corpus
    from readout.sample.newsroom import NEWSROOM
    from readout.sample.stories import load_stories

    found = [a.item.text for a in read_corpus(ROOT / "seeds" / "corpus")]
    for story in load_stories(NEWSROOM):
        found.append("\n".join(b.text for b in story.blocks if getattr(b, "text", None)))
    return found


def texts_of(path: Path) -> Iterator[str]:
    """Every `text` (or `text_b`) of 200 to 60,000 characters in the JSON-lines files below a
    path, each once."""
    seen: set[str] = set()

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for name in ("text", "text_b"):
                told = value.get(name)
                if isinstance(told, str) and 200 < len(told) < 60_000 and told not in seen:
                    seen.add(told)
                    yield told
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)

    for file in sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]:
        for line in file.read_text(encoding="utf-8").splitlines():
            with contextlib.suppress(ValueError):
                yield from walk(json.loads(line))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def renamed(text: str, chance: random.Random) -> str:
    """The text with eight capitalised words that occur again under other names."""
    often = Counter(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}", text))
    for word in [w for w, n in often.items() if n > 1 and w not in _CALENDAR][:8]:
        text = re.sub(rf"\b{word}\b", chance.choice(NAMES), text)
    return text


def woven(texts: Sequence[str], chance: random.Random) -> str:
    """Paragraphs of three texts in turn, with other names."""
    parts = [_lines(text) for text in chance.sample(texts, min(3, len(texts)))]
    lines = [part[at] for at in range(12) for part in parts if at < len(part)]
    return renamed("\n".join(lines[:14]), chance)


ODDITIES: dict[str, Callable[[str], str]] = {
    "in capitals": str.upper,
    "in small letters": str.lower,
    "one paragraph": lambda t: " ".join(_lines(t)),
    "a sentence a paragraph": lambda t: re.sub(r"(?<=[.!?”]) +", "\n", t),
    "straight marks": lambda t: re.sub("[“”]", '"', t),
    "marks that never close": lambda t: t.replace("”", ""),
    "no full stops": lambda t: t.replace(". ", " "),
    "very long": lambda t: "\n".join([t] * 12)[:90_000],
    "one sentence": lambda t: t[:160],
    "signs of other scripts": lambda t: t.replace(" said", " 🎙 said ‏أحمد‎ 王毅"),
    "control characters": lambda t: t.replace(" the ", " the\u00a0\u200b\u2028", 5),
    "a table": lambda t: "\n".join(
        f"{n} | {line[:30]} | {n * 7}" for n, line in enumerate(_lines(t))
    ),
    "twice the same": lambda t: f"{t}\n{t}",
    "nothing but quotes": lambda t: "\n".join(re.findall(r"“[^”]+”", t)) or "“No.”",
}


def stories(count: int, given: Iterable[str] = (), *, seed: int = 11) -> list[Story]:
    """`count` stories, always the same ones for the same texts and seed, in a mixed order."""
    chance = random.Random(seed)
    texts = list(dict.fromkeys([*given, *own_texts()]))
    chance.shuffle(texts)
    found = []
    kinds = list(ODDITIES)
    for number in range(count):
        kind, text = "text", texts[number % len(texts)]
        if number >= len(texts):
            kind, text = "woven", woven(texts, chance)
        if number % 20 == 7:
            kind = kinds[number // 20 % len(kinds)]
            text = ODDITIES[kind](text)
        title = (_lines(text) or ["Untitled"])[0][:80]
        found.append(Story(f"{title} ({number})", text, kind))
    chance.shuffle(found)
    return found


def write_stories(path: Path, told: Iterable[Story]) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(asdict(story)) + "\n" for story in told)


# ---------------------------------------------------------------- the site


class Site:
    """Outlets of one loopback port: story n is outlet n % `outlets`'s. Feeds are RSS, Atom, JSON
    and RSS with the whole text, in turn. Nothing is out until `/ctl/tick?n=K` publishes the next
    K stories; with `seconds`, one comes out each so many seconds by itself."""

    def __init__(self, told: Sequence[Story], outlets: int, seconds: float = 0.0) -> None:
        self.stories = told
        self.outlets = outlets
        self.seconds = seconds
        self.out = 0
        self.base = ""
        self.start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)

    def stamp(self, number: int) -> datetime:
        return self.start + timedelta(seconds=20 * number)

    def released(self, outlet: int) -> list[int]:
        return list(range(outlet, self.out, self.outlets))[-LATEST:][::-1]

    async def serve(self, port: int = 0) -> int:
        app = web.Application()
        app.router.add_get("/ctl/tick", self._tick)
        app.router.add_get("/o/{n}/feed", self._feed)
        app.router.add_get("/o/{n}/a/{number}", self._page)
        app.router.add_get("/bad/{kind}", self._bad)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        found: int = runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{found}"
        return found

    async def run(self) -> None:
        print(await self.serve(), flush=True)
        while True:
            await asyncio.sleep(self.seconds or 3600)
            if self.seconds:
                self.out = min(len(self.stories), self.out + 1)

    async def _tick(self, request: web.Request) -> web.Response:
        self.out = min(len(self.stories), self.out + int(request.query.get("n", "1")))
        return web.json_response({"out": self.out, "of": len(self.stories)})

    async def _feed(self, request: web.Request) -> web.Response:
        outlet = int(request.match_info["n"])
        numbers = self.released(outlet)
        entries = [
            (self.stories[n], f"{self.base}/o/{outlet}/a/{n}", self.stamp(n)) for n in numbers
        ]
        if outlet % 4 == 1:
            items = "".join(
                f"<entry><id>{url}</id><title>{_xml(s.title)}</title><link href='{url}'/>"
                f"<updated>{at.isoformat()}</updated></entry>"
                for s, url, at in entries
            )
            text = (
                "<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:o</id>"
                f"<title>Outlet {outlet}</title>"
                f"<updated>{self.stamp(self.out).isoformat()}</updated>{items}</feed>"
            )
            return web.Response(text=text, content_type="application/atom+xml")
        if outlet % 4 == 2:
            told = [
                {"id": u, "url": u, "title": s.title, "date_published": at.isoformat()}
                for s, u, at in entries
            ]
            feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"Outlet {outlet}"}
            text = json.dumps({**feed, "items": told})
            return web.Response(text=text, content_type="application/feed+json")
        items = "".join(
            f"<item><guid>{url}</guid><title>{_xml(s.title)}</title><link>{url}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate>"
            + (f"<description>{_xml(s.text[:300])}</description>" if outlet % 4 == 3 else "")
            + "</item>"
            for s, url, at in entries
        )
        text = f"<rss version='2.0'><channel><title>Outlet {outlet}</title>{items}</channel></rss>"
        return web.Response(text=text, content_type="application/rss+xml")

    async def _page(self, request: web.Request) -> web.Response:
        number = int(request.match_info["number"])
        if not number < self.out:
            return web.Response(status=404)
        story = self.stories[number]
        body = "".join(f"<p>{escape(line)}</p>\n" for line in _lines(story.text))
        text = (
            "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
            f"<title>{escape(story.title)}</title>"
            f"<meta property='article:published_time' content='{self.stamp(number).isoformat()}'>"
            f"</head><body><nav><a href='/'>Home</a></nav><article><h1>{escape(story.title)}</h1>"
            f"{body}</article></body></html>"
        )
        return web.Response(body=text.encode("utf-8", "replace"), content_type="text/html")

    async def _bad(self, request: web.Request) -> web.StreamResponse:
        kind = request.match_info["kind"]
        if kind.isdigit():
            return web.Response(status=int(kind))
        if kind == "slow":
            await asyncio.sleep(60)
        return web.Response(
            text={
                "html": "<html><body><p>We are moving house.</p></body></html>",
                "cut": "<rss version='2.0'><channel><title>Cut</title><item><ti",
            }.get(kind, ""),
            content_type="text/html" if kind == "html" else "application/rss+xml",
        )


def _xml(text: str) -> str:
    """Escaped, without what XML 1.0 can't hold."""
    return escape(re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))


@dataclass(frozen=True)
class OwnNews:
    """A running site."""

    port: int
    outlets: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def feeds(self) -> list[str]:
        return [f"http://{self.host}/o/{n}/feed" for n in range(self.outlets)]

    def failing(self, count: int) -> list[str]:
        return [f"http://{self.host}/{FAILING[n % len(FAILING)]}?k={n}" for n in range(count)]

    def tick(self, count: int) -> int:
        """Publish `count` more stories. Returns how many are out."""
        with urllib.request.urlopen(f"http://{self.host}/ctl/tick?n={count}", timeout=60) as told:
            out: int = json.load(told)["out"]
        return out


@contextlib.contextmanager
def serving(file: Path, outlets: int, seconds: float = 0.0) -> Iterator[OwnNews]:
    """Serve the stories of a file from a process of its own."""
    command = [sys.executable, "-m", "bench.own_news", str(file), "--outlets", str(outlets)]
    process = subprocess.Popen(
        [*command, "--seconds", str(seconds)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parent.parent,
    )
    try:
        assert process.stdout is not None
        yield OwnNews(int(process.stdout.readline()), outlets)
    finally:
        process.terminate()
        process.wait(10)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stories", type=Path)
    parser.add_argument("--outlets", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=0.0, help="publish one each so often")
    options = parser.parse_args()
    lines = options.stories.read_text(encoding="utf-8").splitlines()
    told = [Story(**json.loads(line)) for line in lines]
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Site(told, options.outlets, options.seconds).run())


if __name__ == "__main__":
    main()
