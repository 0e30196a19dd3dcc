"""Loading into a large warehouse, a file or a lake: rows a second, and how long readers wait
meanwhile.

    python -m bench.loader_scale                            a file
    .venv-scale/bin/python -m bench.loader_scale --lake     a lake, with its own PostgreSQL

The warehouse (an empty one: it is filled here) gets `--articles` articles of 4 kB with ten quotes
each by SQL; then batches of 1,000 articles and 5,000 quotes, half of them known, go through the
loader as a task's would, while a reader asks for the first page's counts without a pause.
"""

from __future__ import annotations

import argparse
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from readout.config import Settings
from readout.storage.loader import create_staging_tables, load_bundles
from readout.storage.migrations import migrate
from readout.storage.publish import publish
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle
from readout.storage.statements import statement
from readout.storage.warehouse import commit, open_for_loading

from bench.figures import cpu_time
from bench.scale_cost import own_lake, reachable_folder

QUOTES = 10
BATCH, BATCH_QUOTES = 1_000, 5_000


def fill(settings: Settings, articles: int) -> None:
    """Articles, texts, readings and quotes of many days, by SQL."""
    with open_for_loading(settings) as con:
        migrate(con)
        create_staging_tables(con)
        con.execute("BEGIN")
        for part in con.extract_statements(statement("bench/loader_scale")):
            given = {"articles": articles, "quotes": QUOTES} if "$" in part.query else None
            if given is not None:
                given = {name: value for name, value in given.items() if f"${name}" in part.query}
            con.execute(part, given).fetchall()
        commit(con)
    publish(settings)


def batch(first: int) -> dict[str, list[dict[str, Any]]]:
    """What tasks would leave of 1,000 articles from number `first` on."""
    from datetime import datetime

    at = datetime(2026, 11, 29)
    numbers = range(first, first + BATCH)
    return {
        "articles": [
            {"article_id": f"a{n}", "url": f"http://a.example/{n}", "outlet": f"o{n % 500}",
             "source_kind": "press", "first_seen_at": at, "last_fetched_at": at, "looks": 1}
            for n in numbers
        ],
        "revisions": [
            {"revision_id": f"r{n}", "article_id": f"a{n}", "body": f"“w{n}” " * 600,
             "text_hash": f"h{n}", "page_kind": "article", "fetched_at": at, "body_version": "1"}
            for n in numbers
        ],
        "extractions": [
            {"revision_id": f"r{n}", "article_id": f"a{n}", "extractor_version": "1",
             "quotes": 5, "mentions": 0, "extracted_at": at}
            for n in numbers
        ],
        "quotes": [
            {"quote_id": f"q{n}-{k}", "revision_id": f"r{n}", "article_id": f"a{n}", "position": k,
             "type": "direct", "cue_kind": "speech", "content": f"“w{n}”", "confidence": 0.9,
             "speaker_kind": "unknown", "extractor_version": "1"}
            for n in numbers for k in range(BATCH_QUOTES // BATCH)
        ],
    }  # fmt: skip


class Reader:
    """Asks without a pause; `waits` are seconds of each answer."""

    def __init__(self, settings: Settings) -> None:
        self.waits: list[float] = []
        self.failed = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._ask, args=(settings,))

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _ask(self, settings: Settings) -> None:
        while not self._over.is_set():
            started = time.monotonic()
            try:
                with open_snapshot(settings) as snapshot:
                    snapshot.rows("pages/counts")
            except Exception:
                self.failed += 1
            self.waits.append(time.monotonic() - started)
            time.sleep(0.05)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.loader_scale")
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--batches", type=int, default=5)
    parser.add_argument("--lake", action="store_true", help="in a lake")
    given = parser.parse_args()
    with ExitStack() as held:
        folder = held.enter_context(reachable_folder())
        changed: dict[str, Any] = {}
        beside: Callable[[], float] = float
        if given.lake:
            changed, beside = held.enter_context(own_lake(folder))
        settings = Settings(home=folder / "home", **changed)
        fill(settings, given.articles)
        with open_snapshot(settings) as snapshot:
            counts = snapshot.rows("pages/counts")[0]
        print(f"{counts['articles']:,} articles, {counts['quotes']:,} quotes", flush=True)
        total = {"rows": 0, "cpu": 0.0, "wall": 0.0}
        with Reader(settings) as reader:
            for number in range(given.batches):
                # Half of the batch is known.
                _, size = write_bundle(
                    settings.staging,
                    "bench",
                    batch(given.articles + number * BATCH - BATCH // 2 * (number == 0)),
                )
                started, of_others = time.monotonic(), beside()
                with cpu_time() as spent:
                    load_bundles(settings, "bench")
                wall, cpu = time.monotonic() - started, spent.seconds + beside() - of_others
                total = {"rows": total["rows"] + size, "cpu": total["cpu"] + cpu,
                         "wall": total["wall"] + wall}  # fmt: skip
                print(f"  {size:,} rows: {wall:.2f} s, {cpu:.2f} CPU-s", flush=True)
        waits = sorted(reader.waits)
        kind = "lake" if settings.lake else "file"
        speed, cheap = total["rows"] / total["wall"], total["rows"] / total["cpu"]
        print(f"{kind}: {speed:,.0f} rows/s, {cheap:,.0f} rows a CPU-s; {len(waits)} reads,")
        middle, longest = (waits[n] * 1000 for n in (len(waits) // 2, -1))
        print(f"{reader.failed} failed, median {middle:.0f} ms, longest {longest:.0f} ms")


if __name__ == "__main__":
    main()
