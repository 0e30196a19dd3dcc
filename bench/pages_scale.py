"""Every page and export of the pages inside Airflow, with made rows of three sizes.

1,000,000 quotes come with 200,000 articles, 200,000 meetings, 500,000 mentions and 50,000 people;
every tenth article was edited, so that there are 1,100,000 of which a million are in force.
Pages are asked as a browser would ask them, without Airflow's own part: the median of three
requests after a first one, as CPU of this process (DuckDB's two threads are in it) and on the
clock. The target is held against the CPU: alone on a machine the clock shows less, beside others
anything.

    python -m bench pages_scale              the largest size
    python -m bench.pages_scale --plot       all sizes, and docs/img/pages_scale.png
    python -m bench.pages_scale --home DIR   make the rows there, or use those that are there
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pyarrow as pa
from readout.config import ROOT, Settings
from readout.storage.loader import loading
from readout.storage.publish import publish
from readout.storage.snapshot import open_snapshot
from readout.storage.statements import statement

from bench import search
from bench.figures import Figure, cpu_seconds
from bench.resolve_scale import _word

SIZES = (10_000, 100_000, 1_000_000)
TARGET_S, SEARCH_S = 0.5, 0.2
REPEATS = 3
# Words that are searched for: in most quotes, in some, in few.
RANKS = (search.FREQUENT, search.MIDDLE, search.OTHER, 5_000)
COUNTRIES = ("China", "France", "Norway", "Kenya", "Brazil", "Corvania", "Estmark", "Japan")
# Exports of all rows are files to wait for: told, without a target.
WHOLE = "export"
Row = dict[str, Any]


def made(settings: Settings, quotes: int) -> None:
    """Fill and publish a home; sql/bench/pages_scale.sql holds the statements."""
    words = search.made(settings, quotes)
    people = max(quotes // 20, 200)
    chance = random.Random(quotes)
    kinds = chance.choices(("person", "org", "country"), (90, 9, 1), k=people)
    table = pa.table(
        {
            "n": range(people),
            "id": [f"{kind}-{n:06}" for n, kind in enumerate(kinds)],
            "name": [f"{_word(n * 7919 % 160_000, 3)} {_word(n // 3, 4)}" for n in range(people)],
            "kind": kinds,
            "country": [
                chance.choice(COUNTRIES) if chance.random() < 0.5 else None for _ in range(people)
            ],
        }
    )
    with loading(settings, "bench") as load:
        con = load.connection
        con.register("bench_people", table)
        params = {"meetings": quotes // 5, "people": people}
        for part in con.extract_statements(statement("bench/pages_scale")):
            con.execute(part, {k: v for k, v in params.items() if f"${k}" in part.query})
        load.staged = 1  # so that the file is checkpointed
    publish(settings)
    kept = {rank: words[rank] for rank in RANKS}
    (settings.home / "bench.json").write_text(json.dumps(kept), encoding="utf-8")


def addresses(settings: Settings) -> dict[str, str]:
    """What is measured → its address below /readout."""
    words = {int(k): v for k, v in json.loads((settings.home / "bench.json").read_text()).items()}
    with open_snapshot(settings) as snapshot:
        run = snapshot.connection.execute
        # The busiest of everything, since those are looked at.
        ((person, name),) = run(
            "SELECT p.person_id, p.name FROM meeting_participants AS p WHERE p.type = 'person' "
            "GROUP BY ALL ORDER BY count(*) DESC, p.person_id LIMIT 1"
        ).fetchall()
        ((rare,),) = run(
            "SELECT p.name FROM meeting_participants AS p WHERE p.type = 'person' "
            "GROUP BY ALL HAVING count(*) = 2 ORDER BY p.name LIMIT 1"
        ).fetchall()
    frequent, middle, other, few = (words[rank] for rank in RANKS)
    name_q, rare_q = name.replace(" ", "+"), rare.replace(" ", "+")
    month = "since=2023-06-01&until=2023-06-30"
    return {
        "overview": "",
        "ahead": "ahead",
        "ahead of a country": "ahead?country=China",
        "ahead since a month ago": "ahead?since=2023-12-01",
        "meetings": "meetings",
        "meetings, page 100": "meetings?offset=5000",
        "meetings of a person": f"meetings?person={rare_q}",
        "meetings of one who met most": f"meetings?person={name_q}",
        "meetings of a country's people": "meetings?person=China",
        "meetings of a country": "meetings?country=China",
        "meetings of an outlet": "meetings?outlet=Outlet+7",
        "meetings of a subject": "meetings?subject=politics",
        "meetings of a status": "meetings?status=cancelled",
        "meetings of a month": f"meetings?{month}",
        "meetings, sorted by place": "meetings?sort=place",
        "meetings, sorted by who": "meetings?sort=-participants",
        "a meeting": "meetings/meeting777",
        "a meeting's time line": "meetings/meeting777/timeline.svg",
        "changes": "changes",
        "changes of a person": f"changes?person={rare_q}",
        "sides": "sides",
        "who took part": "participants",
        "who took part, a country": "participants?person=China",
        "review": "review",
        "review of links": "review?of=links",
        "review of a draw": "review?of=sample",
        "precision": "precision",
        "quotes": "quotes",
        "quotes, page 100": "quotes?offset=5000",
        "quotes of a person": f"quotes?person={rare_q}",
        "quotes of a person's id": f"quotes?person={person}",
        "quotes of an outlet": "quotes?outlet=Outlet+7",
        "quotes of a subject": "quotes?subject=politics",
        "quotes without a name": "quotes?kind=anonymous",
        "quotes of a month": f"quotes?{month}",
        "quotes, sorted by speaker": "quotes?sort=speaker_name",
        "the same words": "utterances",
        "people": "people",
        "people of a country": "people?country=China",
        "people of a name": f"people?person={rare_q}",
        "people, sorted by name": "people?sort=name",
        "a person": f"people/{person}",
        "articles": "articles",
        "articles of an outlet": "articles?outlet=Outlet+7",
        "articles about a person": f"articles?person={rare_q}",
        "articles, sorted by title": "articles?sort=title",
        "an article": "articles/a777",
        "search, a rare word": f"search?q={few}",
        "search, two words": f"search?q={middle}+{other}",
        "search, a frequent word": f"search?q={frequent}",
        "search, an outlet's month": f"search?q={middle}&outlet=Outlet+7&{month}",
        "network": "charts/network",
        "network of a person": f"charts/network?person={name_q}",
        "network of a country": "charts/network?country=China",
        "attention": "charts/attention",
        "attention to a person": f"charts/attention?person={rare_q}",
        "sources without a name": "charts/anonymous",
        "alerts": "alerts",
        "watches": "watches",
        "a new watch": "watches/new?country=China",
        "feeds": "feeds",
        "a feed": "feeds/f7",
        "problems": "problems",
        "how much there is": "summary",
        "changes by hand": "audit",
        "a run that read": "run?dag_id=extract_facts&run_id=run77",
        "a run that resolved": "run?dag_id=resolve_meetings&run_id=run77",
        f"{WHOLE}: meetings of a month, CSV": f"export/meetings.csv?{month}",
        f"{WHOLE}: quotes of a month, XLSX": f"export/quotes.xlsx?{month}",
        f"{WHOLE}: meetings of a country, Parquet": "export/meetings.parquet?country=Norway",
    }


@contextmanager
def served(settings: Settings) -> Iterator[Any]:
    """A client of the pages, signed in."""
    os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-home-"))
    from fastapi import FastAPI
    from fastapi.testclient import TestClient
    from readout.ui.app import make_app, may_look
    from readout.ui.asking import signed_in

    app = make_app()
    app.dependency_overrides[may_look] = lambda: None
    app.dependency_overrides[signed_in] = lambda: "mara"
    top = FastAPI()
    top.mount("/readout", app)
    with (
        mock.patch.dict(os.environ, {"READOUT_HOME": str(settings.home)}),
        TestClient(top, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client,
    ):
        yield client


def measure(settings: Settings, only: str = "", repeats: int = REPEATS) -> list[Row]:
    """Each page: `page`, `cpu` and `seconds` of its median request, `bytes` of the answer."""
    found = []
    with served(settings) as client:
        for name, path in addresses(settings).items():
            if only not in name:
                continue
            whole = name.startswith(WHOLE)
            times: list[tuple[float, float]] = []
            for _ in range(1 if whole else repeats + 1):
                begun, cpu = time.perf_counter(), cpu_seconds()
                answer = client.get(f"/readout/{path}")
                times.append((cpu_seconds() - cpu, time.perf_counter() - begun))
                if answer.status_code != 200:
                    raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:300]}")
            cpu, seconds = min(times) if whole else sorted(times[1:] or times)[repeats // 2]
            found.append(
                {"page": name, "seconds": seconds, "cpu": cpu, "bytes": len(answer.content)}
            )
            print(f"{name:40} {cpu:7.3f} CPU s {seconds:7.3f} s", file=sys.stderr, flush=True)
    return found


def target(name: str) -> float | None:
    if name.startswith(WHOLE):
        return None
    return SEARCH_S if name.startswith("search") else TARGET_S


def run() -> list[Figure]:
    size = int(os.environ.get("READOUT_BENCH_QUOTES", str(SIZES[-1])))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder))
        made(settings, size)
        found = measure(settings)
    figures = []
    for row in found:
        note = (
            f"{row['seconds']:.3f} s on the clock, {row['bytes'] / 1000:,.0f} kB; {size:,} quotes"
        )
        name = f"page: {row['page']}"
        figures.append(Figure(name, row["cpu"], "CPU s", target(row["page"]), "less", note))
    return figures


def write_plot(found: list[Row], path: Path) -> None:
    """CPU of each page against the number of quotes; those that cost most bear their name."""
    import altair as alt

    shown = [r for r in found if target(r["page"])]
    largest = sorted(
        (r for r in shown if r["quotes"] == max(x["quotes"] for x in shown)),
        key=lambda r: -r["cpu"],
    )
    named = {r["page"] for r in largest[:6]} | {"overview", "an article", "search, two words"}
    axis = alt.Axis(values=list(SIZES), format="~s")
    x = alt.X("quotes:Q", scale=alt.Scale(type="log"), axis=axis, title="quotes in the snapshot")
    y = alt.Y("cpu:Q", scale=alt.Scale(type="log"), title="CPU-seconds for a page")
    told = [r for r in shown if r["page"] in named]
    lines = (
        alt.Chart({"values": shown})
        .mark_line(color="#9aa5ad", strokeWidth=0.8)
        .encode(x=x, y=y, detail="page:N")
    )
    bold = (
        alt.Chart({"values": told})
        .mark_line(strokeWidth=2, point=True)
        .encode(x=x, y=y, color=alt.Color("page:N", title=None, legend=alt.Legend(labelLimit=300)))
    )
    limit = (
        alt.Chart({"values": [{"cpu": TARGET_S}]})
        .mark_rule(color="#9a3b2f", strokeDash=[4, 3])
        .encode(y="cpu:Q")
    )
    chart = (lines + bold + limit).properties(width=520, height=340)
    path.parent.mkdir(parents=True, exist_ok=True)
    title = f"{len({r['page'] for r in shown})} pages; the dashed line is half a second"
    chart.properties(title=title).save(str(path), scale_factor=2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", action="store_true")
    parser.add_argument("--size", type=int, default=SIZES[-1])
    parser.add_argument("--home", type=Path)
    parser.add_argument("--only", default="", help="pages whose name holds these words")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    given = parser.parse_args()
    found: list[Row] = []
    for size in SIZES if given.plot else (given.size,):
        with tempfile.TemporaryDirectory() as folder:
            home = (given.home / str(size)) if given.home else Path(folder)
            settings = Settings(home=home)
            if not (home / "bench.json").is_file():
                made(settings, size)
            found += [
                row | {"quotes": size} for row in measure(settings, given.only, given.repeats)
            ]
    print(json.dumps(found))
    if given.plot:
        write_plot(found, ROOT / "docs" / "img" / "pages_scale.png")


if __name__ == "__main__":
    main()
