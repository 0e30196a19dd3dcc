"""What publishing writes and costs: of a large file after a small load, and after none.

The floor is `cp`, which writes the whole file each time. READOUT_BENCH_PUBLISH_MB sets the size.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from readout.config import Settings
from readout.storage import publish as publishing
from readout.storage.copying import write_blocks
from readout.storage.loader import loading
from readout.storage.publish import publish, publish_if_due

from bench.figures import Figure

MEGABYTES = int(os.environ.get("READOUT_BENCH_PUBLISH_MB", "150"))
_FILL = """
INSERT INTO shingles
SELECT 'revision' || (i // 170), 'article' || (i // 170), hash(i + $start), TIMESTAMP '2025-01-01',
    DATE '2025-01-01'
FROM range($rows) AS t(i)
"""


def _fill(settings: Settings, rows: int, start: int) -> None:
    with loading(settings, "extract_facts") as load:
        load.connection.execute(_FILL, {"rows": rows, "start": start})
        load.staged += rows


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home=home, feeds=home / "none.opml", watches=home / "none.yaml")
        start = 0
        while (
            not settings.warehouse_file.is_file()
            or settings.warehouse_file.stat().st_size < MEGABYTES * 1e6
        ):
            _fill(settings, 1_000_000, start)
            start += 3_000_000
        return _measure(settings, start)


def _measure(settings: Settings, start: int) -> list[Figure]:
    size = settings.warehouse_file.stat().st_size
    started = time.perf_counter()
    shutil.copyfile(settings.warehouse_file, settings.home / "whole")
    whole = time.perf_counter() - started
    publish(settings)
    shutil.copyfile(settings.snapshot, settings.home / "spare")
    _fill(settings, 2_000, start)
    with settings.warehouse_file.open("rb") as now, (settings.home / "spare").open("r+b") as spare:
        written = write_blocks(now, spare)
    # The pace of a large file is not waited for here.
    publishing.RESTING_SECONDS = 0
    publish(settings)
    _fill(settings, 2_000, start + 6_000)
    started = time.perf_counter()
    publish(settings)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    again = publish_if_due(settings)
    nothing = time.perf_counter() - started
    if again:
        raise RuntimeError("it was published although nothing had changed")
    note = f"of {size / 1e6:,.0f} MB; cp writes all in {whole:.2f} s"
    return [
        Figure(
            "publish: written after a small load", written / size, "of the file", 0.2, "less", note
        ),
        Figure("publish: after a small load", seconds, "s", better="less", note=note),
        Figure("publish: when nothing changed", nothing, "s", better="less"),
    ]
