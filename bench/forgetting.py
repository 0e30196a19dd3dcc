"""Sixty days of sketches: what looking for copies of a load and forgetting a day cost, by the day
that stands in each row, of which DuckDB reads and drops whole row groups; and beside it the same
search in rows without one, as it was done up to migration 19.

READOUT_BENCH_DAY_ARTICLES sets the articles of a day; a sketch has 150 hashes.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from readout.config import Settings
from readout.steps.stories import assign_stories
from readout.storage.loader import Load, loading

from bench.figures import Figure, cpu_time

ARTICLES = int(os.environ.get("READOUT_BENCH_DAY_ARTICLES", "1000"))
DAYS = 61
HASHES = 150
FRESH = 100
FIRST = datetime(2025, 1, 1)
_ID = f"md5(($day * {ARTICLES} + i // {HASHES})::VARCHAR)"
_SKETCHES = f"""
INSERT INTO shingles
SELECT {_ID}, {_ID}, hash(i + $day * 9999991), $at, CAST($at AS DATE)
FROM range({ARTICLES * HASHES}) AS t(i)
"""
_TEXTS = (
    f"""
INSERT INTO revisions (revision_id, article_id, revision_no, page_kind, body, text_hash, fetched_at,
    body_version, loaded_at)
SELECT md5(i::VARCHAR), md5(i::VARCHAR), 1, 'article', '', i, $at, '1', $at
FROM range($day * {ARTICLES}, ($day + 1) * {ARTICLES}) AS t(i)
""",
    f"""
INSERT INTO articles (article_id, url, outlet, source_kind, first_seen_at, looks, updated_at)
SELECT md5(i::VARCHAR), i, i % 200, 'press', $at, 1, $at
FROM range($day * {ARTICLES}, ($day + 1) * {ARTICLES}) AS t(i)
""",
)
_WITHOUT_DAY = {
    "looking for copies, without days": "SELECT count(*) FROM (SELECT hash FROM temp.plain) "
    "SEMI JOIN (SELECT DISTINCT hash FROM temp.stg_shingles) USING (hash)",
    "a day forgotten, without days": "DELETE FROM temp.plain WHERE revision_id IN "
    "(SELECT revision_id FROM revisions WHERE fetched_at < $at)",
}


def _day(load: Load, number: int) -> None:
    given = {"day": number, "at": FIRST + timedelta(days=number)}
    for sql in (*_TEXTS, _SKETCHES):
        named = {name: value for name, value in given.items() if f"${name}" in sql}
        load.connection.execute(sql, named).fetchall()
    load.staged += 1


def _stage(load: Load) -> None:
    """The texts of the last day's first articles, as other outlets print them: half of each."""
    day = DAYS - 1
    known = load.connection.execute(
        "SELECT article_id, list(hash) FROM shingles WHERE day = $day GROUP BY ALL ORDER BY ALL "
        f"LIMIT {FRESH}",
        {"day": (FIRST + timedelta(days=day)).date()},
    ).fetchall()
    at = FIRST + timedelta(days=day, hours=3)
    load.stage(
        "articles",
        [
            {"article_id": f"n{key}", "url": key, "outlet": "other", "source_kind": "press",
             "first_seen_at": at, "looks": 1}
            for key, _ in known
        ],
    )  # fmt: skip
    load.stage(
        "revisions",
        [
            {"revision_id": f"n{key}", "article_id": f"n{key}", "body": "", "text_hash": key,
             "page_kind": "article", "fetched_at": at, "body_version": "1"}
            for key, _ in known
        ],
    )  # fmt: skip
    load.stage(
        "shingles",
        [
            {"revision_id": f"n{key}", "article_id": f"n{key}", "hash": value}
            for key, hashes in known
            for value in hashes[: HASHES // 2]
        ],
    )


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home=home, feeds=home / "none.opml", watches=home / "none.yaml")
        figures = []
        rows = DAYS * ARTICLES * HASHES
        note = f"{rows / 1e6:.1f} M hashes of {DAYS} days with {ARTICLES:,} articles"

        def told(name: str, seconds: float) -> None:
            figures.append(Figure(f"forgetting: {name}", seconds, "CPU-s", None, "less", note))

        with loading(settings, "bench") as load:
            for number in range(DAYS):
                _day(load, number)
        with loading(settings, "bench") as load:
            _stage(load)
            load.merge(["articles", "revisions"])
            with cpu_time() as cost:
                load.merge(["shingles"])
                joined = assign_stories(load)
            told(f"{FRESH} sketches kept, copies found and joined", cost.seconds)
            figures.append(Figure("forgetting: joined", joined, "articles", FRESH))
            with cpu_time() as cost:
                load.rows("stories/forget_shingles")
            told("nothing to forget", cost.seconds)
            load.connection.execute(
                "CREATE TEMP TABLE plain AS SELECT revision_id, hash FROM shingles"
            )
            for name, sql in _WITHOUT_DAY.items():
                given = {"at": FIRST + timedelta(days=1)} if "$" in sql else None
                with cpu_time() as cost:
                    load.connection.execute(sql, given).fetchall()
                told(name, cost.seconds)
            load.connection.execute("DROP TABLE temp.plain")
        before = settings.warehouse_file.stat().st_size
        forgotten = []
        for number in range(DAYS, DAYS + 20):
            with loading(settings, "bench") as load:
                _day(load, number)
                with cpu_time() as cost:
                    load.rows("stories/forget_shingles")
                forgotten.append(cost.seconds)
        told("a day forgotten", sum(forgotten) / len(forgotten))
        grown = (settings.warehouse_file.stat().st_size - before) / len(forgotten) / 1e6
        return [
            *figures,
            Figure("forgetting: growth a day, a day dropped", grown, "MB", 1.0, "less", note),
        ]
