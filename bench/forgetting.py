"""Sixty days of sketches: what looking for copies and forgetting costs, by revision (as it is done)
and by a day that stands in each row, of which DuckDB reads and drops whole row groups.

READOUT_BENCH_DAY_ARTICLES sets the articles of a day; a sketch has 150 hashes.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from readout.config import Settings
from readout.storage.loader import loading

from bench.figures import Figure, cpu_time

ARTICLES = int(os.environ.get("READOUT_BENCH_DAY_ARTICLES", "1000"))
DAYS = 61
HASHES = 150
FIRST = "DATE '2025-01-01'"
_DAY = f"""
INSERT INTO dayed
SELECT md5(($day * {ARTICLES} + i // {HASHES})::VARCHAR), hash(i + $day * 9999991), {FIRST} + $day
FROM range({ARTICLES * HASHES}) AS t(i)
"""
_ASKED = {
    "copies looked for in all": "SELECT count(*) FROM dayed AS o SEMI JOIN fresh AS f USING (hash)",
    "copies looked for in the days that count": "SELECT count(*) FROM dayed AS o "
    "SEMI JOIN fresh AS f USING (hash) "
    f"WHERE o.day BETWEEN {FIRST} + {DAYS - 8} AND {FIRST} + {DAYS}",
    "a day forgotten by revision": "DELETE FROM plain WHERE revision_id IN "
    f"(SELECT revision_id FROM seen WHERE day < {FIRST} + 1)",
    "a day forgotten by its day": f"DELETE FROM dayed WHERE day < {FIRST} + 1",
}


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home=home, feeds=home / "none.opml", watches=home / "none.yaml")
        figures = []
        rows = DAYS * ARTICLES * HASHES
        note = f"{rows / 1e6:.1f} M hashes of {DAYS} days with {ARTICLES:,} articles"
        with loading(settings, "bench") as load:
            con = load.connection
            con.execute("CREATE TABLE dayed (revision_id VARCHAR, hash UBIGINT, day DATE)")
            for day in range(DAYS):
                con.execute(_DAY, {"day": day})
            con.execute("CREATE TABLE plain AS SELECT revision_id, hash FROM dayed")
            con.execute("CREATE TABLE seen AS SELECT DISTINCT revision_id, day FROM dayed")
            load.staged = 1  # so that the file is checkpointed
        with loading(settings, "bench") as load:
            con = load.connection
            con.execute(
                "CREATE TEMP TABLE fresh AS SELECT DISTINCT hash FROM dayed "
                f"WHERE day = {FIRST} + {DAYS - 1} LIMIT 15000"
            )
            for name, sql in _ASKED.items():
                with cpu_time() as cost:
                    con.execute(sql).fetchall()
                figures.append(
                    Figure(f"forgetting: {name}", cost.seconds, "CPU-s", None, "less", note)
                )
            load.staged = 1
        before = settings.warehouse_file.stat().st_size
        for day in range(DAYS, DAYS + 5):
            with loading(settings, "bench") as load:
                load.connection.execute(_DAY, {"day": day})
                load.connection.execute(f"DELETE FROM dayed WHERE day < {FIRST} + {day - DAYS + 2}")
                load.staged = 1
        grown = (settings.warehouse_file.stat().st_size - before) / 5 / 1e6
        return [
            *figures,
            Figure("forgetting: growth a day, a day dropped", grown, "MB", 1.0, "less", note),
        ]
