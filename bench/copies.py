"""Wire copies: are they found, is anything else taken for one, and what does it cost.

Pairs come from the evaluation's file where it is at hand, else from the sample newsroom
(its stories against each other, and cut and edited versions of each).
"""

from __future__ import annotations

import itertools
import json
import random
import re
import tempfile
import time
from datetime import datetime
from pathlib import Path

from readout.config import ROOT, Settings
from readout.sample.stories import NEWSROOM, load_stories
from readout.steps.stories import assign_stories
from readout.storage.loader import Load, loading
from readout.text.shingles import THRESHOLD, containment, same_copy, sketch

from bench.figures import Figure, cpu_time

ARTICLES = 100_000
HASHES = 150
"""Sampled shingles of a mean article (600 words, one in four)."""

FRESH = 100
"""Articles of one load."""

Pair = tuple[str, str, bool]


def _pairs() -> tuple[list[Pair], str]:
    folder = ROOT.parent / "shared" / "data" / "ingest"
    if (folder / "neardup.jsonl").is_file():
        return _evaluation_pairs(folder), "the evaluation's pairs"
    texts = ["\n".join(story.paragraphs) for story in load_stories(NEWSROOM)]
    pairs = [(a, b, False) for a, b in itertools.combinations(texts, 2)]
    return pairs + [(text, _edited(text), True) for text in texts], "made from the sample newsroom"


def _evaluation_pairs(folder: Path) -> list[Pair]:
    texts = {
        page["id"]: "\n".join(page["gold"]["paragraphs"])
        for page in json.loads((folder / "pages.json").read_text("utf-8"))
    }
    pairs: list[Pair] = []
    for line in (folder / "neardup.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        a = texts.get(row["a"], row.get("text_a"))
        b = texts.get(row["b"], row.get("text_b"))
        if a and b:
            pairs.append((a, b, row["label"] == "dup"))
    return pairs + [(a, b, False) for a, b in itertools.combinations(texts.values(), 2)]


def _edited(text: str) -> str:
    """Half of the sentences, each ninth word of them gone, a dateline in front."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    kept = " ".join(sentences[: max(3, len(sentences) // 2)]).split()
    return "OSLO (Wire) — " + " ".join(w for n, w in enumerate(kept) if n % 9)


def _quality() -> list[Figure]:
    pairs, material = _pairs()
    copies = [(a, b) for a, b, same in pairs if same]
    others = [(a, b) for a, b, same in pairs if not same]
    found = sum(same_copy(a, b)[0] for a, b in copies)
    sketches = {text: sketch(text) for pair in others for text in pair}
    # The sampled comparison, as in the warehouse; `same_copy` on thousands would sketch anew.
    false = sum(containment(sketches[a], sketches[b]) >= THRESHOLD for a, b in others)
    return [
        Figure(
            "copies: recall", found / len(copies), "share", 0.98, note=f"{len(copies)}; {material}"
        ),
        Figure(
            "copies: false",
            1000 * false / len(others),
            "per 1,000",
            1,
            "less",
            f"{false} of {len(others):,} pairs that are none",
        ),
    ]


def _sketching() -> Figure:
    chance = random.Random(1)
    words = [f"word{n}" for n in range(3000)]
    texts = [" ".join(chance.choices(words, k=700)) for _ in range(400)]
    with cpu_time() as cost:
        for text in texts:
            sketch(text)
    return Figure("copies: sketches", len(texts) / cost.seconds, "texts/CPU-s", note="700 words")


def _fill(load: Load) -> None:
    """Stored articles over a month; a fifth of their hashes are everyday phrases."""
    con = load.connection
    con.execute(
        "INSERT INTO articles (article_id, url, outlet, source_kind, story_id, first_seen_at, "
        "looks, updated_at) SELECT i, i, i % 200, 'press', i, $now - to_hours(i // 140), 1, $now "
        "FROM range($n) AS t(i)",
        {"n": ARTICLES, "now": load.now},
    )
    con.execute(
        "INSERT INTO revisions (revision_id, article_id, revision_no, page_kind, body, text_hash, "
        "fetched_at, body_version, loaded_at) SELECT 'r' || i, i, 1, 'article', '', i, "
        "$now - to_hours(i // 140), '1', $now FROM range($n) AS t(i)",
        {"n": ARTICLES, "now": load.now},
    )
    con.execute(
        "INSERT INTO shingles SELECT 'r' || i, i, CASE WHEN k % 5 = 0 "
        "THEN hash(i * 1000 + k) % 20000 ELSE hash(i * 1000 + k) END, "
        "$now - to_hours(i // 140), CAST($now - to_hours(i // 140) AS DATE) "
        "FROM range($n) AS t(i), range($k) AS u(k) ORDER BY i DESC",
        {"n": ARTICLES, "k": HASHES, "now": load.now},
    )
    load.staged += 1


def _arrive(load: Load, now: datetime) -> None:
    """Stage and load `FRESH` articles, each with half of a stored one's hashes."""
    known = load.connection.execute(
        "SELECT article_id, list(hash) FROM shingles WHERE try_cast(article_id AS INTEGER) < $n "
        "GROUP BY article_id",
        {"n": FRESH},
    ).fetchall()
    load.stage(
        "articles",
        [
            {
                "article_id": f"n{key}",
                "url": key,
                "outlet": "other",
                "source_kind": "press",
                "first_seen_at": now,
                "last_fetched_at": now,
                "looks": 1,
            }
            for key, _ in known
        ],
    )
    load.stage(
        "revisions",
        [
            {
                "revision_id": f"nr{key}",
                "article_id": f"n{key}",
                "body": "",
                "text_hash": key,
                "page_kind": "article",
                "fetched_at": now,
                "body_version": "1",
            }
            for key, _ in known
        ],
    )
    load.stage(
        "shingles",
        [
            {"revision_id": f"nr{key}", "article_id": f"n{key}", "hash": value}
            for key, hashes in known
            for value in hashes[: HASHES // 2]
        ],
    )
    load.merge(["articles", "revisions", "shingles"])


def _grouping() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home=home, feeds=home, watches=home)
        with loading(settings, "fill") as load:
            _fill(load)
        with loading(settings, "arrive") as load:
            _arrive(load, load.now)
            start = time.monotonic()
            with cpu_time() as cost:
                joined = assign_stories(load)
            wall = time.monotonic() - start
    note = f"{FRESH} new articles against {ARTICLES:,} stored, {wall:.1f} s wall"
    return [
        Figure("copies: grouping one load", cost.seconds, "CPU-s", 5, "less", note),
        Figure("copies: joined in it", joined, "articles", FRESH, note="each copies half of one"),
    ]


def run() -> list[Figure]:
    return [*_quality(), _sketching(), *_grouping()]
