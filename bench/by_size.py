"""What a warehouse's size costs: loading, publishing, resolving, memory, for 1,000 to 100,000
articles.

    python -m bench.by_size [--sizes 1000 10000 100000] [--plot docs/img/by_size.png]

For each size a warehouse is filled by SQL as `bench.loader_scale` does (texts of 4 kB, ten quotes
each), then, in a process of its own, 1,000 articles with 5,000 quotes are loaded as a task's would
be, and published into a copy that is there already. Resolving is `bench.resolve_scale`'s with the
2.5 mentions an article that it assumes. What is written is counted by the system (`wchar` of
/proc/self/io, children too); a filesystem that shares blocks writes nothing here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from readout.config import ROOT, Settings

from bench import loader_scale, resolve_scale
from bench.figures import cpu_time, peak_megabytes

SIZES = (1_000, 10_000, 100_000)
MENTIONS = 2.5  # an article
LOADS = 48
"""Publishings a day that are told, one each half an hour: 48,000 articles."""
PANELS = {
    "file_mb": "warehouse, MB",
    "load_cpu": "loading 1,000 articles, CPU-s",
    "memory_mb": "memory while loading, MB",
    "published_mb": f"published a day in {LOADS} times, MB",
    "resolve_cpu": "resolving 1,000 mentions, CPU-s",
    "resolve_mb": "memory while resolving, MB",
}
Row = dict[str, Any]


def _settings(home: Path) -> Settings:
    return Settings(home=home, feeds=home / "none.opml", watches=home / "none.yaml")


def _written() -> int:
    """Bytes that this process and the children it waited for passed to `write`."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar"))


def load_and_publish(home: Path, articles: int) -> Row:
    """Load 1,000 articles twice, publish after each, and tell the second."""
    from readout.storage import publish as publishing
    from readout.storage.loader import load_bundles
    from readout.storage.staging import write_bundle

    settings = _settings(home)
    publishing.RESTING_SECONDS = 0  # how long a large file rests isn't waited for
    publishing.publish(settings)
    for number in range(2):
        rows = loader_scale.batch(articles + number * loader_scale.BATCH)
        write_bundle(settings.staging, "bench", rows)
        with cpu_time() as load:
            load_bundles(settings, "bench")
        before = _written()
        publishing.publish(settings)
        written = _written() - before
    return {
        "articles": articles,
        "file_mb": settings.warehouse_file.stat().st_size / 1e6,
        "load_cpu": load.seconds,
        "memory_mb": peak_megabytes(),
        "published_mb": written * LOADS / 1e6,
    }


def measure(articles: int) -> Row:
    """All figures of one size.

    Raises:
        RuntimeError: a part failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        _apart("--fill", home, articles)
        found: Row = json.loads(_apart("--load", home, articles).splitlines()[-1])
    resolved = resolve_scale.measure(int(articles * MENTIONS))
    return found | {"resolve_cpu": resolved["cpu"], "resolve_mb": resolved["megabytes"]}


def _apart(part: str, home: Path, articles: int) -> str:
    # A process of its own: what filled the warehouse is not the memory of who loads.
    told = subprocess.run(
        [sys.executable, "-m", "bench.by_size", part, str(home), "--sizes", str(articles)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if told.returncode:
        raise RuntimeError(f"{part} {articles:,}: {told.stderr[-2000:]}")
    return told.stdout


def table(found: list[Row]) -> list[str]:
    """As docs/growth.md has it."""
    lines = [
        "| | " + " | ".join(f"{row['articles']:,}" for row in found) + " |",
        "|---|" + "---:|" * len(found),
    ]
    for column, title in PANELS.items():
        cells = [f"{v:,.0f}" if (v := row[column]) >= 20 else f"{v:.2f}" for row in found]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return lines


def plot(found: list[Row], path: Path) -> None:
    """Each figure against the articles in the warehouse."""
    import altair as alt

    charts = []
    for column, title in PANELS.items():
        base = alt.Chart({"values": found}, title=title).encode(
            x=alt.X(
                "articles:Q",
                scale=alt.Scale(type="log"),
                axis=alt.Axis(values=[row["articles"] for row in found], format="~s"),
                title="articles",
            ),
            y=alt.Y(f"{column}:Q", scale=alt.Scale(domainMin=0), title=None),
        )
        both = base.mark_line(color="#2f5d8a") + base.mark_circle(color="#2f5d8a", size=50)
        charts.append(both.properties(width=210, height=130))
    alt.concat(*charts, columns=3).save(str(path), scale_factor=2)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--fill", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--load", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.fill:
        loader_scale.fill(_settings(given.fill), given.sizes[0])
    elif given.load:
        print(json.dumps(load_and_publish(given.load, given.sizes[0])))
    else:
        found = []
        for size in given.sizes:
            found.append(measure(size))
            print(json.dumps(found[-1]), flush=True)
        print("\n".join(table(found)))
        if given.plot:
            plot(found, given.plot)


if __name__ == "__main__":
    main()
