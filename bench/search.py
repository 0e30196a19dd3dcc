"""Searching in words at scale: made quotes and articles, from a word to the rows with snippets.

READOUT_BENCH_QUOTES says how many quotes (1,000,000; a fifth as many articles). Words are drawn by
Zipf's law from 30,000 made ones, so that some stand in most quotes and most in a few.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

from readout.config import Settings
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.storage.search import Query, search
from readout.storage.searchindex import refresh
from readout.storage.snapshot import open_snapshot

from bench.figures import Figure, cpu_seconds

QUOTES = int(os.environ.get("READOUT_BENCH_QUOTES", "1000000"))
VOCABULARY = 30_000
QUOTE_WORDS, BODY_WORDS = 20, 150
REPEATS = 5
TARGET_MS = 200.0

# The word of a rank, and the words of a text: the hash of text and place, spread as Zipf has it.
_WORD = """
SET VARIABLE words = (SELECT list(array_to_string(list_transform(range(2 + k % 2),
    lambda i: ['ba','ko','li','mer','su','tan','vo','ri','den','pas'][1 + (k // CAST(power(10, i)
        AS BIGINT)) % 10]), '') || CAST(k // 100 AS VARCHAR) ORDER BY k)
FROM range({vocabulary}) AS t (k))
"""
_TEXT = """array_to_string(list_transform(range({many}), lambda i: getvariable('words')[1 + CAST(
    floor(exp(hash({key}, i) / 18446744073709551616.0 * ln({vocabulary}))) - 1 AS BIGINT)]), ' ')"""
# Ranks of words that are asked for: in most quotes, in some, in few.
FREQUENT, MIDDLE, OTHER, RARE = 0, 60, 90, 20_000

QUERIES = {
    "a rare word": ((RARE,), {}),
    "two words": ((MIDDLE, OTHER), {}),
    "a frequent word": ((FREQUENT,), {}),
    "a frequent and a rarer word": ((FREQUENT, MIDDLE), {}),
    "narrowed down by outlet and days": (
        (MIDDLE,),
        {"outlet": "Outlet 7", "since": date(2023, 3, 1), "until": date(2023, 6, 30)},
    ),
    "far back": ((FREQUENT,), {"offset": 5_000}),
}


def made(settings: Settings, quotes: int) -> list[str]:
    """Load made articles with their quotes; the vocabulary comes back."""
    articles = quotes // 5
    text = {
        key: _TEXT.format(many=many, key=key, vocabulary=VOCABULARY)
        for key, many in (("q", QUOTE_WORDS), ("a", BODY_WORDS))
    }
    with loading(settings, "bench") as load:
        run = load.connection.execute
        run(_WORD.format(vocabulary=VOCABULARY))
        day = "TIMESTAMP '2023-01-01' + INTERVAL (a % 365) DAY"
        run(
            "INSERT INTO articles (article_id, url, outlet, first_seen_at, updated_at) "
            f"SELECT 'a' || a, 'http://127.0.0.1/' || a, 'Outlet ' || a % 40, {day}, {day} "
            f"FROM range({articles}) AS t (a)"
        )
        run(
            "INSERT INTO revisions (revision_id, article_id, revision_no, title, published_at, "
            "page_kind, body, text_hash, fetched_at, body_version, loaded_at) "
            f"SELECT 'r' || a, 'a' || a, 1, 'Title ' || a, {day}, 'article', {text['a']}, "
            f"'h' || a, {day}, '1', {day} FROM range({articles}) AS t (a)"
        )
        run(
            "INSERT INTO extractions (revision_id, article_id, extractor_version, quotes, "
            f"mentions, extracted_at) SELECT 'r' || a, 'a' || a, '1', 5, 0, {day} "
            f"FROM range({articles}) AS t (a)"
        )
        run(
            "INSERT INTO quotes (quote_id, revision_id, article_id, position, type, cue_kind, "
            "content, speaker_name, speaker_kind, confidence, extractor_version, loaded_at) "
            "SELECT 'q' || q, 'r' || q // 5, 'a' || q // 5, q % 5, 'direct', 'speech', "
            f"{text['q']}, "
            "'Speaker ' || q % 5000, 'person', 0.9, '1', TIMESTAMP '2023-01-01' "
            f"FROM range({quotes}) AS t (q)"
        )
        ((words,),) = run("SELECT getvariable('words')").fetchall()
    return list(words)


def run() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), memory_limit="2GB")
        words = made(settings, QUOTES)
        begun = cpu_seconds()
        publish(settings)  # the index is built here
        building = cpu_seconds() - begun
        begun = cpu_seconds()
        refresh(settings)
        idle = cpu_seconds() - begun
        size = settings.search_index.stat().st_size
        figures = [
            Figure(f"search: index of {QUOTES:,} quotes built", building, "CPU s"),
            Figure("search: refresh when nothing came", idle, "CPU s", 1.0, "less"),
            Figure("search: size of the index", size / QUOTES, "bytes a quote"),
        ]
        for name, (ranks, narrow) in QUERIES.items():
            asked = " ".join(words[rank] for rank in ranks)
            times, total = [], 0
            for _ in range(REPEATS):
                begun, cpu = time.perf_counter(), cpu_seconds()
                with open_snapshot(settings) as snapshot:
                    found = search(settings, snapshot, Query(asked, **narrow))
                times.append((1000 * (time.perf_counter() - begun), 1000 * (cpu_seconds() - cpu)))
                total = found.total
            wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
            figures.append(
                Figure(f"search: {name}, {total:,} found", cpu, "CPU ms", TARGET_MS, "less")
            )
            print(f"{name}: {total:,} found, {wall:.0f} ms on the clock, {cpu:.0f} ms of CPU")
    return figures
