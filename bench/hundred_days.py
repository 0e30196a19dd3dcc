"""A hundred days in fast time: what grows, what is pruned, and that nothing fails.

    python -m bench.hundred_days PATH/newsim.py [--days 100] [--outlets 50] [--texts FOLDER]
                                 [--out FILE.json] [--plot FILE.png]

Each simulated day every outlet publishes a story, one feed in ten fails for weeks, and the
steps of all Dags run once, `maintain`'s too; then everything on the disk is made a day older, so
that whatever goes by the age of files does so. With the newsroom of the simulator go the texts
of FOLDER (`*.jsonl` with `text`), each as it is and again with other names.

What Airflow itself leaves is measured by `bench/airflow_days.py`, at the true pace.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import runpy
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import psutil
from newsim_server import Newsim, running
from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.steps import alerting, extracting, fetching, maintaining, overseeing, polling
from readout.steps.resolving import resolve_meetings
from readout.storage.warehouse import open_for_reading, rows

DAY = timedelta(days=1)
WATCHES = """watches:
  - name: Every meeting
    recipients: [desk@paper.example]
    mails_a_day: 1000
  - name: Weekly
    when: weekly
    recipients: [editor@paper.example]
"""
NAMES = [
    "Adeyemi",
    "Bergqvist",
    "Castellane",
    "Dvorsky",
    "Ehlers",
    "Fonoti",
    "Grimaud",
    "Halvorsen",
]
FOLDERS = ("warehouse", "readout.duckdb", "staging", "batches", "archive", "outbox", "hosts")


class Steps:
    """Runs steps as tasks would, and counts those that fail instead of ending."""

    def __init__(self) -> None:
        self.failed: Counter[str] = Counter()
        self.done = 0

    @contextmanager
    def task(self, name: str) -> Iterator[None]:
        self.done += 1
        try:
            yield
        except Exception:
            self.failed[name] += 1
            traceback.print_exc()


def stories(program: Path, texts: Path | None, count: int, folder: Path) -> None:
    """Write `count` stories as the simulator reads them: its own, and the given texts varied."""
    chance = random.Random(11)
    found: list[dict[str, Any]] = runpy.run_path(str(program))["synth"](count, chance)
    given = []
    for file in sorted(texts.rglob("*.jsonl")) if texts else []:
        for line in file.read_text(encoding="utf-8").splitlines():
            text = (json.loads(line) if line.strip() else {}).get("text")
            if isinstance(text, str) and 200 < len(text) < 60_000:
                given.append(text)
    for number, text in enumerate(given * (1 + count // (2 * max(1, len(given))))):
        if number >= count // 2:
            break
        found[2 * number] = {
            "title": f"{text.strip()[:70]} ({number})",
            "text": _varied(text, number),
        }
    with (folder / "stories.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(story) + "\n" for story in found)


def _varied(text: str, number: int) -> str:
    """The text with some capitalised words that occur more than once under other names, so that
    a second use is no copy."""
    if number == 0:
        return text
    chance = random.Random(number)
    often = Counter(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{4,}", text))
    for word in [w for w, n in often.items() if n > 1][:6]:
        text = re.sub(rf"\b{word}\b", chance.choice(NAMES), text)
    return text


def day_of(steps: Steps, settings: Settings, server: SmtpServer, now: datetime) -> None:
    """One day's work of all Dags."""
    with steps.task("poll_feeds"):
        for path in polling.choose_feeds(settings, now=now).paths:
            polling.poll_batch(settings, path, now=now)
        polling.load_polls(settings)
    with steps.task("fetch_articles"):
        for path in fetching.choose_pages(settings, now=now).paths:
            fetching.fetch_batch(settings, path, now=now)
        fetching.load_pages(settings)
    with steps.task("extract_facts"):
        for path in extracting.choose_revisions(settings).paths:
            extracting.extract_batch(settings, path)
        extracting.load_facts(settings)
    with steps.task("resolve_meetings"):
        resolve_meetings(settings)
    with steps.task("send_alerts"):
        for path in alerting.claim_alerts(settings).paths:
            alerting.send_batch(settings, path, server)
        alerting.load_deliveries(settings)
    with steps.task("watch_over"):
        overseeing.look(settings)
        overseeing.tell(settings, server)
    with steps.task("maintain"):
        maintaining.tidy(settings, now=now.replace(tzinfo=UTC))


def age(home: Path) -> None:
    """Make every file a day older."""
    for path in home.rglob("*"):
        try:
            told = path.stat()
            os.utime(path, (told.st_atime - 86400, told.st_mtime - 86400))
        except FileNotFoundError:
            continue


def sizes(home: Path) -> dict[str, int]:
    """Bytes below each part of the home."""
    found = {}
    for name in FOLDERS:
        path = home / name
        files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
        found[name] = sum(p.stat().st_size for p in files)
    return found


def play(options: argparse.Namespace, newsim: Newsim, home: Path) -> dict[str, Any]:
    """All days; returns what was measured."""
    feeds = [
        Listing(f"http://{newsim.host}/o/{n}/feed.xml", f"Outlet {n}")
        for n in range(options.outlets)
    ]
    bad = ("status/503", "bot-wall", "charset-unknown", "binary", "cookie-wall")
    feeds += [
        Listing(f"http://{newsim.host}/f/{bad[n % len(bad)]}?k={n}", f"Failing {n}")
        for n in range(max(1, options.outlets // 10))
    ]
    settings = Settings(
        home=home / "home",
        feeds=home / "feeds.opml",
        watches=home / "watches.yaml",
        allow_hosts=frozenset(newsim.hosts),
        host_gap_seconds=0.0,
        host_requests=8,
        operator="operator@paper.example",
    )
    save_list(settings.feeds, feeds)
    settings.watches.write_text(WATCHES, encoding="utf-8")
    steps, days = Steps(), []
    process = psutil.Process()
    # Whole days before now: what is loaded bears the real time.
    start = datetime.now(UTC).replace(tzinfo=None) - options.days * DAY
    with Mailbox(home / "caught") as box:
        server = SmtpServer(host="127.0.0.1", port=box.port)
        for number in range(options.days):
            began = time.process_time()
            newsim.control("tick")
            day_of(steps, settings, server, start + number * DAY)
            told = {
                "day": number + 1,
                "sizes": sizes(settings.home),
                "memory": process.memory_info().rss,
                "cpu": round(time.process_time() - began, 2),
                "mails": len(box.kept),
                "failed": sum(steps.failed.values()),
            }
            days.append(told)
            print(json.dumps(told), flush=True)
            age(settings.home)
    with open_for_reading(settings.snapshot, settings) as con:
        counted = {
            table: rows(con, f"SELECT count(*) AS n FROM {table}")[0]["n"]
            for table in ("articles", "revisions", "quotes", "meetings", "alerts", "set_aside")
        }
        counted["unread"] = rows(
            con, "SELECT count(*) AS n FROM extractions WHERE problem IS NOT NULL"
        )[0]["n"]
    return {"days": days, "rows": counted, "failed": dict(steps.failed), "tasks": steps.done}


def table(found: dict[str, Any]) -> str:
    """Sizes on some days and the growth a day at the end, in MB, as Markdown."""
    days = found["days"]
    shown = sorted({1, 7, 14, 30, 60, len(days)} & {d["day"] for d in days})
    lines = [
        "| part | " + " | ".join(f"day {n}" for n in shown) + " | a day, at the end |",
        "|---|" + "---:|" * (len(shown) + 1),
    ]
    tail = min(28, len(days) - 1)  # whole weeks: the warehouse is rewritten on Sundays
    for name in (*FOLDERS, "memory"):
        values = [d["memory"] if name == "memory" else d["sizes"][name] for d in days]
        grown = (values[-1] - values[-1 - tail]) / max(1, tail)
        cells = " | ".join(f"{values[n - 1] / 1e6:,.1f}" for n in shown)
        lines.append(f"| {name} | {cells} | {grown / 1e6:+.2f} |")
    return "\n".join(lines)


def plot(found: dict[str, Any], path: Path) -> None:
    """The sizes over the days as a picture."""
    import altair as alt

    rows = [
        {"day": d["day"], "part": name, "MB": d["sizes"][name] / 1e6}
        for d in found["days"]
        for name in FOLDERS
    ]
    rows += [
        {"day": d["day"], "part": "memory of the process", "MB": d["memory"] / 1e6}
        for d in found["days"]
    ]
    chart = (
        alt.Chart(alt.Data(values=rows), width=220, height=110)
        .mark_line()
        .encode(x=alt.X("day:Q", title="day"), y=alt.Y("MB:Q", title="MB"))
        .facet(facet=alt.Facet("part:N", title=None), columns=3)
        .resolve_scale(y="independent")
    )
    chart.save(str(path), scale_factor=2)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", type=Path)
    parser.add_argument("--days", type=int, default=100)
    parser.add_argument("--outlets", type=int, default=50)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "stories").mkdir()
        stories(options.program, options.texts, options.outlets * options.days, home / "stories")
        with running(
            *(options.program, home / "requests.jsonl"),
            *("--outlets", str(options.outlets), "--articles", str(options.days + 1)),
            *("--initial", "1", "--edit-every", "7", "--dir", str(home / "stories")),
        ) as newsim:
            found = play(options, newsim, home)
    if options.out:
        options.out.write_text(json.dumps(found), encoding="utf-8")
    if options.plot:
        plot(found, options.plot)
    print(table(found))
    print(f"rows: {found['rows']}; tasks: {found['tasks']}; failed: {found['failed'] or 'none'}")
    sys.exit(1 if found["failed"] else 0)


if __name__ == "__main__":
    main()
