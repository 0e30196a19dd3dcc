"""The whole path of a page: fetch → gunzip → body → metadata → language → sketch.

The floor is bare `trafilatura.extract` on the same pages in the same run. Startup is not
in it: a worker process reads hundreds of pages.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
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

ROUNDS = 2


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
