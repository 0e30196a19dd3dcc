"""What Airflow itself leaves a day, what `maintain` prunes of it, and the memory of the long
processes over days.

    python -m bench.airflow_days [--minutes 12] [--runs 720] [--fast-minutes 30] [--out FILE.json]
        [--plot FILE.png]

Starts the real launcher on feeds of our own (a new story each two minutes, half of the feeds at
503), measures Airflow's tables, its database, its logs and each process's memory every minute at
the true pace, and tells the growth of a day. Then days in fast time: runs of `poll_feeds`, which
are most of a day's, one at the heels of the other (720 are a day's), with the memory after each
twenty; a busy machine gets as far as it gets in `--fast-minutes`. Then everything is made 31 days
older while nothing runs, the product starts again and `maintain` runs: what is left is what a
month's run history comes down to.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from aiohttp import web
from footprint import memory, processes
from readout.launcher.airflow_api import AirflowApi
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing

MONTH = 31 * 86400


class Site:
    """Feeds of our own: those of odd number fail, the others have a new story every so often.

    Args:
        every: seconds; 0 for one story and no more.
    """

    def __init__(self, feeds: int, every: float = 120.0) -> None:
        self.feeds = feeds
        self.every = every
        self.started = time.monotonic()
        self.port = 0
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True).start()
        ready.wait(10)

    async def _serve(self, ready: threading.Event) -> None:
        app = web.Application()
        app.router.add_get("/feed{n}.xml", self._feed)
        app.router.add_get("/s{n}", self._story)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        ready.set()
        await asyncio.Event().wait()

    async def _feed(self, request: web.Request) -> web.Response:
        number = int(request.match_info["n"])
        if number % 2:
            return web.Response(status=503)
        count = 1 + int((time.monotonic() - self.started) / self.every) if self.every else 1
        items = "".join(
            f"<item><guid>{self.port}-{number}-{k}</guid><title>Talks {k}</title>"
            f"<link>http://127.0.0.1:{self.port}/s{number}-{k}</link></item>"
            for k in range(max(0, count - 20), count)
        )
        text = f"<rss version='2.0'><channel><title>F{number}</title>{items}</channel></rss>"
        return web.Response(text=text, content_type="application/rss+xml")

    async def _story(self, request: web.Request) -> web.Response:
        mark = request.match_info["n"]
        body = "".join(
            f"<p>Both sides said that the work on item {mark}-{k} would begin before the winter, "
            "and that the road across the border stays open until then.</p>"
            for k in range(6)
        )
        return web.Response(
            text=f"<html><head><title>Talks {mark}</title></head><body><article><h1>Talks {mark}"
            f"</h1><p>Olaf Scholz met Emmanuel Macron in Paris on Monday.</p>{body}</article>"
            "</body></html>",
            content_type="text/html",
        )


OFTEN = {"READOUT_POLL_SHORTEST_SECONDS": "60", "READOUT_POLL_LONGEST_SECONDS": "120"}
"""Settings with which each feed is asked at nearly every poll."""


class Product:
    """`readout up` on a home.

    Args:
        host: may be asked though it is on the loopback. told: settings (`READOUT_…`).
    """

    def __init__(self, home: Path, feeds: Path, host: str, told: Mapping[str, str] = OFTEN) -> None:
        self.home = home
        self.log = home / "up.txt"
        env = {**os.environ, "READOUT_HOME": str(home), "READOUT_ALLOW_HOSTS": host, **told}
        command = [sys.executable, "-c", "from readout.cli import main; main()", "up"]
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [*command, "--feeds", str(feeds), "--port", "0"],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=env,
            )
        while "Running. Ctrl-C" not in self.log.read_text(errors="replace"):
            if self.process.poll() is not None:
                raise SystemExit(self.log.read_text(errors="replace")[-3000:])
            time.sleep(1)

    def api(self) -> AirflowApi:
        found = re.search(r"Open (http://127\.0\.0\.1:\d+)/", self.log.read_text(errors="replace"))
        assert found
        secrets = json.loads((self.home / "secrets.json").read_text())
        return AirflowApi(found[1], "admin", secrets["admin_password"])

    def memory(self) -> dict[str, float]:
        """PSS of each process in MB, a scheduler's with its workers and tasks; `all` is the sum."""
        found = {n: memory(family) for n, family in processes(self.process.pid).items()}
        return {**found, "all": sum(found.values())}

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(120)


def database(home: Path) -> dict[str, int]:
    """Rows of each of Airflow's tables."""
    with sqlite3.connect(f"file:{home / 'airflow' / 'airflow.db'}?mode=ro", uri=True) as con:
        names = [n for (n,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {n: con.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}


def sizes(home: Path) -> dict[str, int]:
    """Bytes of Airflow's database and of both kinds of logs, and how many task logs there are."""
    task_logs = [p for p in (home / "airflow" / "logs").rglob("*") if p.is_file()]
    return {
        "airflow.db": (home / "airflow" / "airflow.db").stat().st_size,
        "task logs": sum(p.stat().st_size for p in task_logs),
        "task log files": len(task_logs),
        "process logs": sum(p.stat().st_size for p in (home / "logs").iterdir()),
    }


def older(home: Path) -> None:
    """Make what Airflow has a month older. Nothing may run on the home meanwhile.

    Runs get other ids, too: an id holds the run's time, and a run that Airflow makes for a time of
    which there is one already breaks the table's rule and ends the scheduler.
    """
    with contextlib.closing(sqlite3.connect(home / "airflow" / "airflow.db")) as con, con:
        names = [n for (n,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            kinds = {row[1]: row[2] for row in con.execute(f'PRAGMA table_info("{name}")')}
            dated = [c for c, kind in kinds.items() if kind.upper() in ("TIMESTAMP", "DATETIME")]
            for column in dated if name not in ("dag", "session") else ():
                con.execute(
                    f'UPDATE "{name}" SET "{column}" = strftime(\'%Y-%m-%d %H:%M:%f\', "{column}", '
                    f"'-31 days') WHERE \"{column}\" IS NOT NULL"
                )
            if "run_id" in kinds:
                con.execute(f"UPDATE \"{name}\" SET run_id = 'old-' || run_id")
    for path in (home / "airflow" / "logs").rglob("*"):
        told = path.lstat()
        os.utime(path, (told.st_atime - MONTH, told.st_mtime - MONTH), follow_symlinks=False)


def through(product: Product, dag: str) -> str:
    """One run of a Dag to its end. Returns its state."""
    api = product.api()
    run = api.trigger(dag)
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        state = str(api.get(f"/dags/{dag}/dagRuns/{run}")["state"])
        if state in ("success", "failed"):
            return state
        time.sleep(0.2)
    return "did not end"


def fast(product: Product, runs: int, minutes: float) -> list[dict[str, Any]]:
    """So many polls, one at the heels of the other, with the memory in MB after each twenty.

    Args:
        minutes: after which it stops, however few they were.
    """
    found = []
    ends = time.monotonic() + minutes * 60
    for number in range(runs + 1):
        if number % 20 == 0:
            found.append({"runs": number, **product.memory()})
            print(json.dumps(found[-1]), flush=True)
            if time.monotonic() > ends:
                break
        state = through(product, "poll_feeds")
        if state != "success":
            raise SystemExit(f"poll_feeds, run {number}: {state}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=int, default=12)
    parser.add_argument("--runs", type=int, default=720, help="polls in fast time")
    parser.add_argument("--fast-minutes", type=float, default=30, help="and no longer than this")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        site = Site(8)
        feeds = Path(folder) / "feeds.opml"
        urls = [f"http://127.0.0.1:{site.port}/feed{n}.xml" for n in range(site.feeds)]
        save_list(feeds, [Listing(url, f"F{n}") for n, url in enumerate(urls)])
        product = Product(home, feeds, f"127.0.0.1:{site.port}")
        samples: list[dict[str, Any]] = []
        try:
            for _ in range(options.minutes + 1):
                samples.append({"rows": database(home), **sizes(home), "memory": product.memory()})
                print(json.dumps({k: v for k, v in samples[-1].items() if k != "rows"}), flush=True)
                time.sleep(60)
            grown = fast(product, options.runs, options.fast_minutes)
        finally:
            product.stop()
        older(home)
        before = {"rows": database(home), **sizes(home)}
        product = Product(home, feeds, f"127.0.0.1:{site.port}")
        try:
            state = through(product, "maintain")
            after = {"rows": database(home), **sizes(home)}
        finally:
            product.stop()
    found = {"minutes": options.minutes, "samples": samples, "before": before, "after": after}
    found |= {"maintain": state, "fast": grown, "load": os.getloadavg()[2]}
    if options.out:
        options.out.write_text(json.dumps(found), encoding="utf-8")
    if options.plot:
        plot(found, options.plot)
    print(table(found))
    print(f"\nmaintain: {state}; load of the machine {found['load']:.1f} (fifteen minutes)")
    sys.exit(0 if state == "success" else 1)


def table(found: dict[str, Any]) -> str:
    """Growth a day, and what `maintain` left of what was a month old, as Markdown."""
    first, last = found["samples"][0], found["samples"][-1]
    days = found["minutes"] / 1440
    lines = [
        "| | a day | a month old, before `maintain` | after it |",
        "|---|---:|---:|---:|",
    ]
    for name in ("airflow.db", "task logs", "process logs"):
        grown = (last[name] - first[name]) / days / 1e6
        was, left = found["before"][name] / 1e6, found["after"][name] / 1e6
        lines.append(f"| {name}, MB | {grown:+,.1f} | {was:,.2f} | {left:,.2f} |")
    name = "task log files"
    grown = (last[name] - first[name]) / days
    lines.append(f"| {name} | {grown:+,.0f} | {found['before'][name]} | {found['after'][name]} |")
    for name in sorted(last["rows"]):
        grown = (last["rows"][name] - first["rows"].get(name, 0)) / days
        if grown >= 1:
            was, left = found["before"]["rows"][name], found["after"]["rows"].get(name, 0)
            lines.append(f"| rows of `{name}` | {grown:+,.0f} | {was:,} | {left:,} |")
    first, last = found["fast"][0], found["fast"][-1]
    days = last["runs"] / 720
    lines += [
        "",
        f"| memory (PSS), MB, over {days:.1f} days of polls | at the start | most | at the end |",
        "|---|---:|---:|---:|",
    ]
    for name in first:
        if name != "runs":
            most = max(row.get(name, 0.0) for row in found["fast"])
            lines.append(f"| {name} | {first[name]:,.0f} | {most:,.0f} | {last[name]:,.0f} |")
    return "\n".join(lines)


def plot(found: dict[str, Any], path: Path) -> None:
    """Each process's memory over the runs in fast time."""
    import altair as alt

    rows = [
        {"day": row["runs"] / 720, "process": name, "MB": value}
        for row in found["fast"]
        for name, value in row.items()
        if name != "runs"
    ]
    chart = (
        alt.Chart(alt.Data(values=rows), width=480, height=220)
        .mark_line()
        .encode(
            x=alt.X("day:Q", title="days of polls"),
            y=alt.Y("MB:Q", title="MB (PSS)"),
            color=alt.Color("process:N", title=None),
        )
    )
    chart.save(str(path), scale_factor=2)


if __name__ == "__main__":
    main()
