"""What the product costs while nothing happens: CPU, memory and disk of each of its processes.

    python -m bench.idle [--minutes 15] [--settle 4] [--feeds 8] [--out FILE.json]

Starts the real launcher on feeds of our own that never change, lets it settle, and then looks
every ten seconds: CPU-seconds a minute by process, memory (PSS) by process, and what each part of
the home grew by in an hour. The minutes should be a multiple of fifteen, so that each Dag's clock
is met as often as in a long run.

What ended in between counts for whoever waited for it: a task is its scheduler's.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import psutil
from airflow_days import Product, Site, database
from footprint import memory, processes, spent
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing

WHOLE = "all"


def folders(home: Path) -> dict[str, int]:
    """Bytes of each part of a home; Airflow's database and logs apart."""
    told: dict[str, int] = {}
    for path in home.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and not path.is_symlink():
                parts = path.relative_to(home).parts
                name = "/".join(parts[:2] if parts[0] == "airflow" else parts[:1])
                told[name] = told.get(name, 0) + path.stat().st_size
    return told


def watch(product: Product, home: Path, minutes: float, every: float = 10.0) -> dict[str, Any]:
    """Look for so long. CPU in CPU-seconds a minute, memory in MB, growth in bytes."""
    pid = product.process.pid
    before, disk, rows = _cpu(pid), folders(home), database(home)
    sizes: dict[str, list[float]] = {}
    began = time.monotonic()
    while (past := time.monotonic() - began) < minutes * 60:
        time.sleep(min(every, minutes * 60 - past))
        told = {name: memory(family) for name, family in processes(pid).items()}
        told[WHOLE] = sum(told.values())
        for name, size in told.items():
            sizes.setdefault(name, []).append(size)
    past = (time.monotonic() - began) / 60
    after = _cpu(pid)
    now = folders(home)
    return {
        "minutes": past,
        "cpu": {name: (after[name] - before.get(name, 0.0)) / past for name in after},
        "memory": {
            name: {"median": statistics.median(seen), "most": max(seen)}
            for name, seen in sizes.items()
        },
        "disk": {name: now.get(name, 0) - disk.get(name, 0) for name in sorted({*now, *disk})},
        "tasks": database(home)["task_instance"] - rows["task_instance"],
        "load": psutil.getloadavg()[2],
    }


def _cpu(pid: int) -> dict[str, float]:
    told = {name: spent(family) for name, family in processes(pid).items()}
    # The launcher has waited for what is no part of the idle time (the preparation).
    told[WHOLE] = sum(told.values())
    return told


def table(found: dict[str, Any]) -> str:
    """As Markdown."""
    lines = ["| process | CPU-s a minute | MB, median | MB, most |", "|---|---:|---:|---:|"]
    for name in found["cpu"]:
        size = found["memory"].get(name, {"median": 0.0, "most": 0.0})
        lines.append(
            f"| {name} | {found['cpu'][name]:.2f} | {size['median']:,.0f} | {size['most']:,.0f} |"
        )
    hours = found["minutes"] / 60
    lines += ["", "| part of the home | kB an hour |", "|---|---:|"]
    grown = {name: size for name, size in found["disk"].items() if abs(size) >= 1000}
    for name, size in sorted(grown.items(), key=lambda pair: -pair[1]):
        lines.append(f"| {name} | {size / hours / 1000:+,.0f} |")
    lines.append(f"| all | {sum(found['disk'].values()) / hours / 1000:+,.0f} |")
    tasks = found["tasks"] / found["minutes"]
    lines += ["", f"{tasks:.2f} tasks a minute; load of the machine {found['load']:.1f}"]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--settle", type=float, default=4, help="minutes before the first look")
    parser.add_argument("--feeds", type=int, default=8)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        site = Site(options.feeds, every=0)
        feeds = Path(folder) / "feeds.opml"
        urls = [f"http://127.0.0.1:{site.port}/feed{n}.xml" for n in range(0, 2 * site.feeds, 2)]
        save_list(feeds, [Listing(url, f"F{n}") for n, url in enumerate(urls)])
        # Of the default settings nothing is changed here but which hosts may be asked.
        product = Product(home, feeds, f"127.0.0.1:{site.port}", {})
        try:
            time.sleep(options.settle * 60)
            found = watch(product, home, options.minutes)
        finally:
            product.stop()
    if options.out:
        options.out.write_text(json.dumps(found), encoding="utf-8")
    print(table(found))


if __name__ == "__main__":
    main()
