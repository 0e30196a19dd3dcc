"""The whole path of a page: fetch → gunzip → body → metadata → language → sketch.

The floor is bare `trafilatura.extract` on the same pages in the same run; other people's
extractors stand beside it where they are installed. Startup is not in it: a worker process
reads hundreds of pages. Where the pages have a gold text ("gold": {"paragraphs", "optional"}),
each reader's F1 of words is told (mean over the pages, optional paragraphs counted where found).
"""

from __future__ import annotations

import asyncio
import html
import logging
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from readout.model import Body
from readout.sources.http.answers import Asked
from readout.sources.http.fetch import Fetcher
from readout.sources.pages.bodies import read_page
from readout.sources.pages.item import PageItem
from readout.sources.pages.readings import read_pages
from readout.sources.pages.workers import BodyWorkers
from readout.text.shingles import sketch

from bench.figures import Figure, cpu_seconds, cpu_time
from bench.material import SavedPage, saved_pages, served
from bench.peers import peer

ROUNDS = 3
Reader = Callable[[PageItem], str]
_WORD = re.compile(r"\w+")


def _words(text: str) -> list[str]:
    return _WORD.findall(html.unescape(text).lower())


def _f1(page: SavedPage, text: str) -> float:
    """F1 of the words of one page against its gold text."""
    said = " ".join(_words(text))

    def is_there(paragraph: str) -> bool:
        words = _words(paragraph)
        threes = [" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))]
        return sum(three in said for three in threes) >= 0.8 * len(threes)

    wanted = [p for n, p in enumerate(page.gold) if n not in page.optional or is_there(p)]
    gold, found = Counter(_words(" ".join(wanted))), Counter(_words(text))
    same = (gold & found).total()
    return 2 * same / max(1, gold.total() + found.total())


def _readers() -> dict[str, Reader]:
    """Ours and other people's: from a page to its text."""
    import trafilatura

    def ours(item: PageItem) -> str:
        body = read_page(item)
        return body.text if isinstance(body, Body) else ""

    found: dict[str, Reader] = {
        "readout": ours,
        "trafilatura": lambda item: trafilatura.extract(item.html) or "",
        "trafilatura, fast": lambda item: trafilatura.extract(item.html, fast=True) or "",
    }
    if resiliparse := peer("resiliparse.extract.html2text"):

        def by_resiliparse(item: PageItem) -> str:
            page = item.html.decode("utf-8", "replace")
            return str(resiliparse.extract_plain_text(page, main_content=True))

        found["resiliparse"] = by_resiliparse
    if readability := peer("readability"):
        from lxml.html import fromstring

        def by_readability(item: PageItem) -> str:
            page = item.html.decode("utf-8", "replace").replace("\0", "")
            summary = readability.Document(page).summary()
            return "\n".join(fromstring(summary).itertext())

        found["readability"] = by_readability
    return found


def _beside(pages: Sequence[SavedPage], items: list[PageItem]) -> list[Figure]:
    """Cost of each reader ÷ the floor's, and its F1."""

    def safely(read: Reader, item: PageItem) -> str:
        try:
            return read(item)
        except Exception:  # some peers raise on what is broken
            return ""

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    readers = _readers()
    costs = dict.fromkeys(readers, float("inf"))
    for _ in range(ROUNDS):  # in turns: the machine is shared
        for name, read in readers.items():
            with cpu_time() as cost:
                for item in items:
                    safely(read, item)
            costs[name] = min(costs[name], cost.seconds)
    figures = []
    for name, read in readers.items():
        ours = name == "readout"
        ratio = costs[name] / costs["trafilatura"]
        figures.append(
            Figure(f"bodies: {name}", ratio, "× trafilatura", 0.5 if ours else None, "less")
        )
        if any(page.gold for page in pages):
            told = [
                _f1(page, safely(read, item))
                for page, item in zip(pages, items, strict=True)
                if page.gold
            ]
            mean = sum(told) / len(told)
            figures.append(Figure(f"bodies: {name}, F1", mean, "", 0.97 if ours else None))
    return figures


async def _fetched(pages: list[SavedPage], base: str, folder: Path) -> list[PageItem]:
    allowed = frozenset([urlsplit(base).netloc])
    async with Fetcher(
        folder, contact="http://127.0.0.1/bench", allow_hosts=allowed, gap=0.0, at_once=4
    ) as fetcher:
        answers = await asyncio.gather(
            *(fetcher.get(Asked(f"{base}/{number}")) for number in range(len(pages)))
        )
    for answer in answers:
        if answer.problem:
            raise answer.problem
    # The page's own address, so that site, canonical link and date in the path are real.
    return [
        PageItem(page.id, page.url, answer.content)
        for page, answer in zip(pages, answers, strict=True)
    ]


def _rate(pages: int, work: Callable[[], object]) -> float:
    """Pages per CPU-second; the best of some rounds, since noise only ever adds."""
    best = float("inf")
    for _ in range(ROUNDS):
        with cpu_time() as cost:
            work()
        best = min(best, cost.seconds)
    return pages / best


def _in_workers(items: list[PageItem]) -> float:
    """Pages per CPU-second of parent and worker together, the worker's start left out."""
    with BodyWorkers(1) as pool:
        read_pages(items[:2], pool=pool)
        (pid,) = pool.pids
        child = psutil.Process(pid)

        def total() -> float:
            spent = child.cpu_times()
            return float(spent.user + spent.system) + cpu_seconds()

        start = total()
        readings = read_pages(items, pool=pool)
        cost = total() - start
    assert len(readings) == len(items)
    return len(items) / cost


def run() -> list[Figure]:
    import trafilatura

    pages, material = saved_pages()
    count = len(pages)
    with tempfile.TemporaryDirectory() as folder, served(pages) as base:

        def fetched() -> list[PageItem]:
            return asyncio.run(_fetched(pages, base, Path(folder)))

        items = fetched()

        def whole() -> None:
            for item in fetched():
                body = read_page(item)
                if isinstance(body, Body):
                    sketch(body.text)

        for item in items[:3]:  # models and caches are loaded once
            read_page(item)
        trafilatura.extract(items[0].html)
        path = _rate(count, whole)
        fetching = _rate(count, fetched)
    floor = _rate(count, lambda: [trafilatura.extract(item.html) for item in items])
    bodies = _rate(count, lambda: [read_page(item) for item in items])
    return [
        *_beside(pages, items),
        Figure("pages: whole path", path, "pages/CPU-s", 50, note=material),
        Figure("pages: bare trafilatura.extract", floor, "pages/CPU-s", note="the floor"),
        Figure("pages: whole path ÷ floor", path / floor, "ratio"),
        Figure("pages: fetch and gunzip alone", fetching, "pages/CPU-s"),
        Figure("pages: body, metadata, language", bodies, "pages/CPU-s"),
        Figure(
            "pages: the same in a worker process",
            _in_workers(items),
            "pages/CPU-s",
            note="with site lines, hash and sketch; parent and worker together",
        ),
    ]
