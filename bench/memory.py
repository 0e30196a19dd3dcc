"""Resident memory of a worker on pages made to hurt, and how long they take.

Each page goes through the real worker process; one that is given up counts as well, since
its memory was taken until then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psutil
from readout.errors import ReadoutError
from readout.sources.pages.item import PageItem
from readout.sources.pages.workers import BodyWorkers

from bench.figures import Figure

URL = "https://www.outlet.example/news/1"
STORY = "".join(
    f"<p>On day {n} the envoys met in hall {n}, and “we agreed on point {n}”, one of them said.</p>"
    for n in range(12)
)


def _page(body: str, head: str = "") -> bytes:
    start = f"<!DOCTYPE html><html><head><title>Talks</title>{head}</head>"
    return f"{start}<body>{body}</body></html>".encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "50,000 nested div": lambda: _page("<div>" * 50_000 + STORY),
    "300,000 empty tags": lambda: _page("<b></b>" * 300_000 + STORY),
    "table of 3,000 × 20": lambda: _page(
        STORY + "<table>" + ("<tr>" + "<td>cell</td>" * 20 + "</tr>") * 3_000 + "</table>"
    ),
    "one word of 5 MB": lambda: _page(f"<p>{'x' * 5_000_000}</p>"),
    "20 MB of text": lambda: _page(f"<article>{STORY * 14_000}</article>"),
    "100,000 paragraphs": lambda: _page("<article>" + "<p>Yes.</p>" * 100_000 + "</article>"),
    "50,000 links": lambda: _page("<ul>" + "<li><a href=/a/1>Story</a></li>" * 50_000 + "</ul>"),
    "nested tables": lambda: _page("<table><tr><td>" * 5_000 + STORY),
    "attribute of 4 MB": lambda: _page(f"<div class='{'a ' * 2_000_000}'>{STORY}</div>"),
    "20,000 attributes": lambda: _page(
        f"<div {' '.join(f'd{n}=1' for n in range(20_000))}>{STORY}</div>"
    ),
    "JSON-LD of 4 MB": lambda: _page(
        STORY, f"<script type=application/ld+json>{'[' * 2_000_000}{']' * 2_000_000}</script>"
    ),
    "never closed script": lambda: _page("<script>" * 100_000 + STORY),
    "never closed comment": lambda: _page("<!-- " * 200_000 + STORY),
    "entities": lambda: _page(f"<p>{'&amp;lt;' * 600_000}</p>"),
    "blank bytes": lambda: b"<html><body>" + b" " * 5_000_000 + STORY.encode(),
    "NUL bytes": lambda: b"<html><body>" + b"\0" * 5_000_000 + STORY.encode(),
    "quotes in quotes": lambda: _page("<blockquote>" * 20_000 + STORY),
    "lines of few words": lambda: _page("<article>" + "Word word.<br>" * 200_000 + "</article>"),
    "spans": lambda: _page(f"<p>{'<span>a </span>' * 50_000}</p>"),
}


class _Watch(threading.Thread):
    """Notes the peak resident size of each child process of a pool."""

    def __init__(self, pool: BodyWorkers) -> None:
        super().__init__(daemon=True)
        self._pool = pool
        self._stop_asked = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        while not self._stop_asked.wait(0.02):
            for pid in self._pool.pids:
                try:
                    size = psutil.Process(pid).memory_info().rss / 1e6
                except psutil.Error:
                    continue
                self.peak = max(self.peak, size)

    def stop(self) -> None:
        self._stop_asked.set()
        self.join()


def run() -> list[Figure]:
    worst_size, worst_time, given_up = ("", 0.0), ("", 0.0), []
    with BodyWorkers(1) as pool:
        list(pool.extract_all([PageItem("warm", URL, _page(STORY))]))
        for name, make in HOSTILE.items():
            item = PageItem(name, URL, make())
            watch = _Watch(pool)
            watch.start()
            start = time.monotonic()
            ((_, result),) = pool.extract_all([item])
            seconds = time.monotonic() - start
            watch.stop()
            worst_size = max(worst_size, (name, watch.peak), key=lambda pair: pair[1])
            worst_time = max(worst_time, (name, seconds), key=lambda pair: pair[1])
            if isinstance(result, ReadoutError):
                given_up.append(name)
        # The worker goes on after all of them.
        ((_, after),) = pool.extract_all([PageItem("after", URL, _page(STORY))])
    assert not isinstance(after, ReadoutError), after
    told = f"{len(HOSTILE)} kinds of hostile pages"
    return [
        Figure(
            "memory: worker, peak", worst_size[1], "MB", 400, "less", f"{told}; {worst_size[0]}"
        ),
        Figure(
            "memory: slowest page", worst_time[1], "s", 60, "less", f"wall time; {worst_time[0]}"
        ),
        Figure("memory: pages given up", len(given_up), "pages", note=", ".join(given_up)),
    ]
