"""Articles through the product's steps, beside the bare libraries doing the same work by hand.

    python -m bench chain                     1,000 articles
    python -m bench.chain --size 150          so many (or READOUT_BENCH_ARTICLES=150)
    python -m bench.chain --runs bare rules   without the trained reader, each once

The stories are those of `bench/own_news.py` without its oddities, served over loopback by a process
of its own. *Bare* is the script that one would write: feedparser, `requests` with one session,
`trafilatura.extract` as it comes (no title, no date, no language), spaCy's pipeline by `nlp.pipe`,
and an insert of texts, sentences and names into a DuckDB file. *Steps* are those of `readout run`,
from the poll to the published file: robots.txt, archive, worker processes, copies, quotes,
meetings, resolving, the index of the search, by the rules and with the trained reader.

CPU-seconds of each side's process and of those that it started. What is loaded once (libraries,
models) was loaded before. The bare script runs first and last; its cheaper run counts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from readout.config import ROOT, Settings
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing

from bench import own_news
from bench.figures import Figure

SIZE = int(os.environ.get("READOUT_BENCH_ARTICLES", "1000"))
AN_OUTLET = 50  # a feed of the site shows no more than 60
WARM = "Mayor Ulla Kjaer met Karim Nassar in Lund on Monday. “We agreed on nothing,” she said."
SIDES = ("bare", "rules", "learned")
RUNS = (*SIDES, "bare")
# As the product asks for it: threads that spin would cost the peer what they don't bring.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Parts:
    """CPU-seconds by part, of this process and the children that it has waited for.

    Args:
        beside: what others have spent so far that work for it.
    """

    def __init__(self, beside: Callable[[], float] = float) -> None:
        self.seconds: dict[str, float] = {}
        self._beside = beside
        self._last = self._spent()

    def done(self, name: str) -> None:
        now = self._spent()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now

    def _spent(self) -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime + self._beside()


def bare(feeds: list[str], home: Path) -> tuple[Parts, int]:
    """The script by hand. Returns its parts and how many texts are in its file."""
    import duckdb
    import feedparser
    import pyarrow as pa
    import requests  # type: ignore[import-untyped, unused-ignore]
    import spacy
    import trafilatura
    from readout.config import load_settings

    nlp = spacy.load(load_settings().spacy_model)
    nlp(WARM)
    trafilatura.extract(f"<html><body><p>{WARM}</p></body></html>")
    parts, session = Parts(), requests.Session()

    def entries(answer: Any) -> list[str]:
        if "json" in answer.headers["content-type"]:  # which feedparser doesn't read
            return [item["url"] for item in answer.json()["items"]]
        return [entry.link for entry in feedparser.parse(answer.content).entries]

    links = list(dict.fromkeys(link for url in feeds for link in entries(session.get(url))))
    parts.done("feeds")
    pages = [session.get(link).content for link in links]
    parts.done("pages")
    texts = [(url, trafilatura.extract(page)) for url, page in zip(links, pages, strict=True)]
    parts.done("bodies")
    found = [(url, text) for url, text in texts if text]
    docs = list(nlp.pipe(text for _, text in found))
    rows = [
        {"url": url, "kind": kind, "text": span.text, "label": span.label_}
        for (url, _), doc in zip(found, docs, strict=True)
        for kind, spans in (("sentence", doc.sents), ("name", doc.ents))
        for span in spans
    ]
    parts.done("spaCy")
    articles = pa.table({"url": [u for u, _ in found], "text": [t for _, t in found]})
    spans = pa.Table.from_pylist(rows)
    with duckdb.connect(str(home / "bare.duckdb")) as con:
        con.register("articles_found", articles)
        con.register("spans_found", spans)
        con.execute("CREATE TABLE articles AS FROM articles_found")
        con.execute("CREATE TABLE spans AS FROM spans_found")
    parts.done("DuckDB")
    return parts, len(found)


def steps(
    feeds: list[str],
    home: Path,
    reader: str,
    changed: Mapping[str, Any] | None = None,
    beside: Callable[[], float] = float,
) -> tuple[Parts, int]:
    """The product's chain. Returns its parts and how many articles it published as read.

    Args:
        changed: settings that are otherwise. beside: see `Parts`.
    """
    os.environ["READOUT_READER"] = reader
    from readout.extraction.article import extract
    from readout.model import Article
    from readout.steps.chain import run_chain
    from readout.storage.snapshot import open_snapshot
    from readout.storage.warehouse import rows

    settings = Settings(
        home=home / "home",
        feeds=home / "feeds.opml",
        watches=home / "none.yaml",
        allow_hosts=frozenset({feeds[0].split("/")[2]}),
        host_gap_seconds=0.0,
        host_requests=8,
    ).changed(**(changed or {}))
    save_list(settings.feeds, [Listing(url, f"Outlet {n}") for n, url in enumerate(feeds)])
    extract(Article("warm", WARM))
    parts = Parts(beside)
    for name, _ in run_chain(settings):
        parts.done(name.partition(".")[0])
    with open_snapshot(settings) as snapshot:
        asked = "SELECT count(*) AS n FROM extractions WHERE problem IS NULL"
        told = rows(snapshot.connection, asked)
    return parts, int(told[0]["n"])


def measure(side: str, feeds: list[str]) -> dict[str, float]:
    """One side in a process of its own: CPU-seconds by part.

    Raises:
        RuntimeError: it failed, or read other than all articles.
    """
    return in_a_process("bench.chain", "--side", side, feeds)


def in_a_process(module: str, flag: str, value: str, given: Any) -> Any:
    """What a module's own process prints last, as JSON, given something as JSON.

    Raises:
        RuntimeError: it failed.
    """
    told = subprocess.run(
        [sys.executable, "-m", module, flag, value],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | ONE_THREAD,
    )
    if told.returncode:
        raise RuntimeError(f"{value}: {told.stderr[-2000:]}")
    return json.loads(told.stdout.splitlines()[-1])


def _side(side: str) -> None:
    """The child's part; feeds come as JSON."""
    feeds = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        parts, read = bare(feeds, home) if side == "bare" else steps(feeds, home, side)
    print(json.dumps(parts.seconds | {"read": read}))


def ordinary_stories(size: int) -> list[own_news.Story]:
    """So many ordinary ones."""
    told = own_news.stories(size + size // 10 + 20)
    return [story for story in told if story.kind in ("text", "woven")][:size]


def compared(size: int, sides: Sequence[str] = RUNS) -> list[Figure]:
    """The sides in this order on the same served articles; `bare` is to be among them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stories.jsonl"
        own_news.write_stories(file, ordinary_stories(size))
        with own_news.serving(file, -(-size // AN_OUTLET)) as news:
            news.tick(size)
            runs = [(side, measure(side, news.feeds())) for side in sides]
    for side, parts in runs:
        if parts["read"] < size * 0.99:
            raise RuntimeError(f"{side} read {parts['read']} of {size} articles")
    return figures(runs, size)


def _total(parts: dict[str, float]) -> float:
    return sum(seconds for name, seconds in parts.items() if name != "read")


def figures(runs: list[tuple[str, dict[str, float]]], size: int) -> list[Figure]:
    """Seconds of each side and the ratios to the cheaper bare run."""
    best = {side: min((p for s, p in runs if s == side), key=_total) for side, _ in runs}
    floor = _total(best["bare"])
    made = []
    for side, parts in best.items():
        note = ", ".join(f"{name} {s:.1f}" for name, s in parts.items() if name != "read")
        name = "bare libraries" if side == "bare" else f"steps, {side}"
        told = f"{int(parts['read'])} of {size} read; {note}"
        made.append(Figure(f"chain: {name}", _total(parts), "CPU-s", note=told))
        if side != "bare":
            target = 1.06 if side == "rules" else None
            ratio = _total(parts) / floor
            made.append(Figure(f"chain: {name}", ratio, "× bare libraries", target, "less"))
    return made


def run() -> list[Figure]:
    return compared(SIZE)


def main() -> None:
    from bench.figures import as_lines

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=SIZE, help="articles")
    parser.add_argument("--runs", nargs="+", choices=SIDES, default=RUNS, help="in this order")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side:
        _side(given.side)
    else:
        print("\n".join(as_lines(compared(given.size, given.runs))))


if __name__ == "__main__":
    main()
