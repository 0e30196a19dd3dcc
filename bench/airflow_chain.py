"""The chain of `bench.chain` through Airflow: the whole product beside the bare libraries.

    python -m bench.airflow_chain [--size 1000] [--reader rules learned]

*Bare* is the script of `bench.chain`. *Airflow* is `readout up --once --feeds` on the same served
articles, all its processes, from the first task until the last mail's; what was spent before the
first task (packages, Airflow's tables, services, models) is told as `start`. CPU-seconds of the
tree of processes, looked at each half second; who ended in between counts for whoever waited for
it.
Memory is the tree's (PSS), at most.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from readout.config import Settings
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.storage.warehouse import open_for_reading, rows

from bench import own_news
from bench.chain import AN_OUTLET, ONE_THREAD, measure
from bench.figures import Figure, as_lines
from bench.footprint import look

TIMEOUT = 5_400


@dataclass(frozen=True, slots=True)
class Run:
    """CPU-seconds before and from the first task on; most memory in MB; articles read."""

    start: float
    work: float
    memory: float
    read: int


def airflow(feeds: list[str], home: Path, reader: str) -> Run:
    """The product once, until its job is done.

    Raises:
        RuntimeError: it failed; the end of what it said is in the message.
    """
    home.mkdir()
    listed, live = home / "feeds.opml", home / "home"
    save_list(listed, [Listing(url, f"Outlet {n}") for n, url in enumerate(feeds)])
    told = {
        "READOUT_READER": reader,
        "READOUT_ALLOW_HOSTS": feeds[0].split("/")[2],
        "READOUT_HOST_GAP_SECONDS": "0",
        "READOUT_HOST_REQUESTS": "8",
    }
    command = [sys.executable, "-c", "from readout.cli import main; main()", "up", "--once"]
    command += ["--feeds", str(listed), "--home", str(live), "--port", "0"]
    command += ["--timeout", str(TIMEOUT)]
    start, spent, memory = 0.0, 0.0, 0.0
    with (home / "up.log").open("wb") as log:
        process = subprocess.Popen(
            command, env={**os.environ, **ONE_THREAD, **told}, stdout=log, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            if (sample := look(process.pid)) is not None:
                spent, memory = max(spent, sample.cpu), max(memory, sample.pss / 1e6)
                if not start and any(live.glob("batches/*/*.jsonl")):
                    start = sample.cpu
            time.sleep(0.5)
    if process.returncode:
        raise RuntimeError((home / "up.log").read_text(errors="replace")[-2000:])
    settings = Settings(home=live, feeds=listed, watches=home / "none.yaml")
    with open_for_reading(settings.snapshot, settings) as con:
        (read,) = rows(con, "SELECT count(*) AS n FROM extractions WHERE problem IS NULL")
    return Run(start, spent - start, memory, int(read["n"]))


def compared(size: int, readers: list[str]) -> list[Figure]:
    """Each reader beside the bare script on the same articles."""
    told = own_news.stories(size + size // 10 + 20)
    ordinary = [story for story in told if story.kind in ("text", "woven")][:size]
    made = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stories.jsonl"
        own_news.write_stories(file, ordinary)
        with own_news.serving(file, -(-size // AN_OUTLET)) as news:
            news.tick(size)
            parts = measure("bare", news.feeds())
            floor = sum(seconds for name, seconds in parts.items() if name != "read")
            made.append(Figure("airflow chain: bare libraries", floor, "CPU-s"))
            for reader in readers:
                run = airflow(news.feeds(), Path(folder) / reader, reader)
                name = f"airflow chain: {reader}"
                note = f"{run.read} of {size} read; {run.work:.1f} CPU-s, start {run.start:.1f}"
                goal = 1.2 if reader == "rules" else None
                made += [
                    Figure(name, run.work / floor, "× bare libraries", goal, "less", note),
                    Figure(f"{name}, with its start", (run.work + run.start) / floor,
                           "× bare libraries", None, "less"),
                    Figure(f"{name}, memory at most", run.memory, "MB", 1400, "less"),
                ]  # fmt: skip
    return made


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1000, help="articles")
    parser.add_argument("--reader", nargs="+", default=["rules"], choices=("rules", "learned"))
    given = parser.parse_args()
    print("\n".join(as_lines(compared(given.size, given.reader))))


if __name__ == "__main__":
    main()
