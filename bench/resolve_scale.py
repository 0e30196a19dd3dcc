"""Resolving 1,000 new mentions into warehouses of 10,000 to 1,000,000: CPU-seconds, memory.

The warehouse is made by SQL and stands as the resolver would have left it: 5 mentions a
meeting, 10 meetings for each of the pairs, people by Zipf's law, 3 years, 2.5 mentions an
article. Of the new mentions half speak of meetings of the last week, the rest are new; one
in ten has no date, one in ten a bare family name.

    python -m bench resolve_scale            the largest size
    python -m bench.resolve_scale --plot     all sizes and docs/img/resolve_scale.png
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from readout.config import ROOT, Settings
from readout.resolution import resolver_version
from readout.resolution.idents import ident
from readout.steps.resolved_rows import pair_key
from readout.steps.resolving import resolve_into
from readout.storage.loader import Load, loading
from readout.storage.statements import statement

from bench.figures import Figure, cpu_time, peak_megabytes

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
NEW = 1_000
TODAY = date(2025, 6, 30)
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "ke",
    "li",
    "mo",
    "nu",
    "pa",
    "re",
    "si",
    "to",
    "vu",
    "za",
    "che",
    "dra",
    "fin",
    "gor",
]
Row = dict[str, Any]


def _word(number: int, parts: int) -> str:
    made = []
    for _ in range(parts):
        number, rest = divmod(number, len(SYLLABLES))
        made.append(SYLLABLES[rest])
    return "".join(made).title()


class World:
    """People and pairs of one size, the same for every run."""

    def __init__(self, mentions: int) -> None:
        chance = random.Random(mentions)
        self.mentions = mentions
        self.people = [
            f"{_word(n * 7919 % 160_000, 4)} {_word(n // 3, 5)}" for n in range(mentions // 10)
        ]
        self.ids = [ident("person", name.lower()) for name in self.people]
        pairs: set[tuple[int, int]] = set()
        wanted = max(mentions // 50, 50)
        while len(pairs) < wanted:
            a, b = self._zipf(chance), self._zipf(chance)
            if a != b:
                pairs.add((min(a, b), max(a, b)))
        self.pairs = sorted(pairs)

    def _zipf(self, chance: random.Random) -> int:
        # Exponent about 1: the first of n people is named ln(n) times as often as the tenth …
        return min(int(len(self.people) ** chance.random()) - 1, len(self.people) - 1)


def fill(load: Load, world: World) -> None:
    """Make the warehouse; sql/bench/scale_*.sql hold the statements."""
    con = load.connection
    people = pa.table({"n": range(len(world.people)), "name": world.people, "id": world.ids})
    pairs = pa.table(
        {
            "n": range(len(world.pairs)),
            "a": [a for a, _ in world.pairs],
            "b": [b for _, b in world.pairs],
            "key": pa.array(
                [pair_key(sorted((world.ids[a], world.ids[b]))) for a, b in world.pairs],
                pa.uint64(),
            ),
        }
    )
    con.register("bench_people", people)
    con.register("bench_pairs", pairs)
    params = {
        "mentions": world.mentions,
        "pairs": len(world.pairs),
        "version": resolver_version(),
        "today": TODAY,
    }
    for part in con.extract_statements(statement("bench/resolve_scale")):
        given = {k: v for k, v in params.items() if f"${k}" in part.query}
        con.execute(part, given)


def arrive(load: Load, world: World) -> None:
    """Stage 1,000 mentions in 400 articles of today."""
    chance = random.Random(1)
    meetings = load.connection.execute(
        "SELECT participants, start_day, place FROM meetings "
        "WHERE start_day > $today - 7 ORDER BY meeting_id",
        {"today": TODAY},
    ).fetchall()
    rows: dict[str, list[Row]] = {
        name: []
        for name in (
            *("articles", "revisions", "extractions"),
            *("meeting_mentions", "mention_participants", "mention_evidence"),
        )
    }
    for n in range(NEW):
        if n % 5 in (0, 2):
            _article(rows, f"new{n}")
        article = rows["articles"][-1]["article_id"]
        if meetings and chance.random() < 0.5:
            names, day, place = chance.choice(meetings)
        else:
            a, b = chance.choice(world.pairs)
            names, place = [world.people[a], world.people[b]], None
            day = TODAY + timedelta(days=chance.randrange(-5, 10))
        names = list(names)
        if chance.random() < 0.1:
            names[0] = names[0].split()[-1]
        _mention(rows, n, article, names, None if chance.random() < 0.1 else day, place)
    for relation, records in rows.items():
        load.stage(relation, records)
    load.merge(rows)


def _article(rows: dict[str, list[Row]], name: str) -> None:
    moment = datetime.combine(TODAY, datetime.min.time())
    rows["articles"].append(
        {
            "article_id": name,
            "url": f"http://127.0.0.1/{name}",
            "outlet": f"Outlet {len(rows['articles']) % 40}",
            "source_kind": "press",
            "first_seen_at": moment,
            "looks": 1,
        }
    )
    rows["revisions"].append(
        {
            "revision_id": name,
            "article_id": name,
            "published_at": moment,
            "page_kind": "article",
            "body": "They met.",
            "text_hash": name,
            "fetched_at": moment,
            "body_version": "1",
        }
    )
    rows["extractions"].append(
        {
            "revision_id": name,
            "article_id": name,
            "extractor_version": "1",
            "quotes": 0,
            "mentions": 1,
            "extracted_at": moment,
        }
    )


def _mention(
    rows: dict[str, list[Row]],
    number: int,
    article: str,
    names: list[str],
    day: date | None,
    place: str | None,
) -> None:
    common = {"mention_id": f"new{number}", "revision_id": article}
    rows["meeting_mentions"].append(
        {
            **common,
            "article_id": article,
            "position": number,
            "status": "held" if day and day <= TODAY else "scheduled",
            "format": "in_person",
            "start_day": day,
            "end_day": day,
            "time_precision": "day" if day else "unknown",
            "place": place,
            "trigger_start": 5,
            "trigger_end": 8,
            "trigger_text": "met",
            "confidence": 0.8,
            "extractor_version": "1",
        }
    )
    rows["mention_participants"].extend(
        {**common, "position": i, "name": name, "type": "person", "resolution": "named"}
        for i, name in enumerate(names)
    )
    rows["mention_evidence"].append(
        {**common, "position": 0, "start_char": 0, "end_char": 9, "text": "They met."}
    )


def measure(mentions: int) -> Row:
    """Make the warehouse, resolve, and say what it cost."""
    world = World(mentions)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        settings = Settings(home=home, feeds=home, watches=home, memory_limit="700MB")
        with loading(settings, "fill") as load:
            fill(load, world)
            load.staged = 1  # so that the file is checkpointed
        with loading(settings, "arrive") as load:
            arrive(load, world)
        return _resolve(settings.changed(memory_limit="400MB"), mentions)


def _resolve(settings: Settings, mentions: int) -> Row:
    # A process of its own: the memory that made the warehouse is not the resolver's.
    told = subprocess.run(
        [sys.executable, "-m", "bench.resolve_scale", "--resolve", str(settings.home)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if told.returncode:
        raise RuntimeError(told.stderr)
    return {"mentions": mentions, **json.loads(told.stdout.splitlines()[-1])}


def resolve_once(home: Path) -> Row:
    settings = Settings(home=home, feeds=home, watches=home, memory_limit="400MB")
    with cpu_time() as cost, loading(settings, "resolve_meetings") as load:
        counts = resolve_into(load, "bench").counts
    return {
        "cpu": round(cost.seconds, 2),
        "megabytes": round(peak_megabytes()),
        "counts": counts.counts,
    }


def run() -> list[Figure]:
    found = measure(SIZES[-1])
    note = f"{NEW:,} new into {SIZES[-1]:,} mentions; {found['counts']}"
    return [
        Figure("resolve: 1,000 new mentions", found["cpu"], "CPU-s", 3, "less", note),
        Figure("resolve: peak memory", found["megabytes"], "MB", 1000, "less"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resolve", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--plot", action="store_true")
    parser.add_argument("--size", type=int, default=SIZES[-1])
    given = parser.parse_args()
    if given.resolve:
        print(json.dumps(resolve_once(given.resolve)))
    elif given.plot:
        found = []
        for size in SIZES:
            found.append(measure(size))
            print(json.dumps(found[-1]), flush=True)
        write_plot(found, ROOT / "docs" / "img" / "resolve_scale.png")
    else:
        print(json.dumps(measure(given.size)))


def write_plot(found: list[Row], path: Path) -> None:
    """CPU-seconds and memory against the size of the warehouse."""
    import altair as alt

    charts = []
    for column, title, color in (
        ("cpu", "CPU-seconds", "#9a3b2f"),
        ("megabytes", "peak memory, MB", "#2f5d8a"),
    ):
        base = alt.Chart({"values": found}).encode(
            x=alt.X(
                "mentions:Q",
                scale=alt.Scale(type="log"),
                axis=alt.Axis(values=list(SIZES), format="~s"),
                title="mentions in the warehouse",
            ),
            y=alt.Y(f"{column}:Q", scale=alt.Scale(domainMin=0), title=title),
        )
        charts.append(base.mark_line(color=color) + base.mark_circle(color=color, size=50))
    chart = alt.hconcat(*(c.properties(width=300, height=220) for c in charts))
    path.parent.mkdir(parents=True, exist_ok=True)
    chart.properties(title="Resolving 1,000 new mentions").save(str(path), scale_factor=2)


if __name__ == "__main__":
    main()
