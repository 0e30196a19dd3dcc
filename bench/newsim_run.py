"""A long run against the simulator: what it published and what we have, politely, also when
tasks are killed in the middle.

    python bench/newsim_run.py PATH/newsim.py [--outlets 40] [--ticks 30] [--kill]

Every outlet is a host of its own. Each tick publishes a story per outlet and edits some; we
poll, fetch and look again, eleven minutes of simulated time later each time. With
`--kill`, tasks run as processes of their own and every second one is killed with SIGKILL at a
random moment, then run again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from newsim_server import Newsim, running
from readout.config import Settings
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.steps import Counts
from readout.steps.fetching import choose_pages, fetch_batch, load_pages
from readout.steps.polling import choose_feeds, load_polls, poll_batch
from readout.storage.loader import loading

# The simulator dates its stories ten minutes apart, and its feeds say that much as their ttl.
TICK = timedelta(minutes=11)
# After the last tick time goes on without news, so that every article gets all of its looks.
AFTERWARDS = [timedelta(hours=h) for h in (2, 4, 9, 25, 73, 170)]
STEPS = {
    "choose_feeds": choose_feeds,
    "poll_batch": poll_batch,
    "load_polls": load_polls,
    "choose_pages": choose_pages,
    "fetch_batch": fetch_batch,
    "load_pages": load_pages,
}


class Runner:
    """Runs steps here, or as processes that are killed now and then."""

    def __init__(self, settings: Settings, *, kill: bool, seed: int) -> None:
        self.settings = settings
        self.kill = kill
        self.random = random.Random(seed)
        self.killed: Counter[str] = Counter()
        self.seconds: dict[str, float] = defaultdict(lambda: 1.5)

    def run(self, step: str, now: datetime, path: str | None = None) -> Counts:
        if not self.kill:
            return call(self.settings, step, now, path)
        while True:
            process = subprocess.Popen(
                [sys.executable, __file__, "--step", step, "--now", now.isoformat()]
                + (["--batch", path] if path else []),
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | environment(self.settings),
            )
            started = time.monotonic()
            doomed = self.random.random() < 0.5
            try:
                limit = self.random.uniform(0.3, self.seconds[step]) if doomed else None
                told, _ = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                self.killed[step] += 1
                continue
            if process.returncode != 0:
                raise SystemExit(f"{step} failed with {process.returncode}")
            self.seconds[step] = time.monotonic() - started
            done = json.loads(told.strip().splitlines()[-1])
            return Counts(done["counts"], done["paths"])


def environment(settings: Settings) -> dict[str, str]:
    return {
        "READOUT_HOME": str(settings.home),
        "READOUT_FEEDS": str(settings.feeds),
        "READOUT_ALLOW_HOSTS": ",".join(settings.allow_hosts),
        "READOUT_HOST_GAP_SECONDS": str(settings.host_gap_seconds),
    }


def call(settings: Settings, step: str, now: datetime, path: str | None) -> Counts:
    if step in ("load_polls", "load_pages"):
        return STEPS[step](settings)  # type: ignore[operator, no-any-return]
    if path:
        return STEPS[step](settings, path, now=now)  # type: ignore[operator, no-any-return]
    return STEPS[step](settings, now=now)  # type: ignore[operator, no-any-return]


def round_of(runner: Runner, now: datetime) -> Counts:
    """Poll, load, fetch, load."""
    total = Counts()
    for choose, work, load in (
        ("choose_feeds", "poll_batch", "load_polls"),
        ("choose_pages", "fetch_batch", "load_pages"),
    ):
        chosen = runner.run(choose, now)
        for path in chosen.paths:
            runner.run(work, now, path)
        loaded = runner.run(load, now)
        total.add(**{f"{choose}_{name}": count for name, count in chosen.counts.items()})
        total.add(**{f"{load}_{name}": count for name, count in loaded.counts.items()})
    return total


def compare(settings: Settings, newsim: Newsim, ticks: int) -> list[str]:
    """Sentences on truth and ours; those that begin with `!` are failures."""
    told = []
    expected: dict[str, dict[str, Any]] = {}
    for row in newsim.control("truth"):
        if row["first_tick"] <= ticks:
            url = f"http://127.0.0.1:{newsim.port + row['outlet']}{row['path']}"
            seen_first = row["edited"] and row["first_tick"] <= row["edit_tick"] - 1
            # Edited before we first looked (tick 0): then the edit is all we can know.
            edits = int(bool(seen_first and 0 < row["edit_tick"] <= ticks))
            edited = row["edited"] and row["edit_tick"] <= ticks
            final = row["v2"]["title"] if edited else row["title"]
            expected[url] = {"edits": edits, "title": final, "cluster": row["cluster"]}
    with loading(settings, "bench") as load:
        ours = load.connection.execute(
            """SELECT a.url, count(*), arg_max(r.title, r.revision_no), min(a.story_id),
                a.article_id
            FROM articles a LEFT JOIN revisions r USING (article_id) GROUP BY ALL"""
        ).fetchall()
        states = load.connection.execute(
            "SELECT state, count(*) FROM entries GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    counted = Counter(url for url, *_ in ours)
    by_url = {url: (revisions, title, story) for url, revisions, title, story, _ in ours}
    missing = [url for url in expected if url not in by_url]
    twice = [url for url, count in counted.items() if count > 1]
    strange = [url for url in by_url if url not in expected]
    told.append(f"stories: truth {len(expected)}, ours {len(by_url)}")
    for name, found in (("missing", missing), ("twice", twice), ("not in the truth", strange)):
        told.append(f"{'!' if found else ''} {name}: {len(found)} {found[:5]}")
    both = [url for url in expected if url in by_url]
    edits = sum(expected[url]["edits"] for url in both)
    ours_edits = sum(by_url[url][0] - 1 for url in both)
    wrong = [url for url in both if by_url[url][0] - 1 != expected[url]["edits"]]
    told.append(f"edits: truth {edits}, ours {ours_edits}")
    told.append(f"{'!' if wrong else ''} articles with another number: {len(wrong)} {wrong[:5]}")
    titles = [
        (by_url[url][1], expected[url]["title"])
        for url in both
        if squash(by_url[url][1]) != squash(expected[url]["title"])
    ]
    told.append(f"{'!' if titles else ''} latest title differs: {len(titles)} {titles[:8]}")
    told.append(copies(expected, by_url, both))
    told.append(f"entries by state: {dict(states)}")
    return told


def squash(title: str | None) -> str:
    return " ".join((title or "").split())


def copies(expected: dict[str, Any], by_url: dict[str, Any], urls: Iterable[str]) -> str:
    """How the groups of copies agree, counted in pairs."""
    truth: dict[str, list[str]] = defaultdict(list)
    ours: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        truth[expected[url]["cluster"]].append(url)
        ours[by_url[url][2] or url].append(url)
    wanted = {pair for group in truth.values() for pair in combinations(sorted(group), 2)}
    found = {pair for group in ours.values() for pair in combinations(sorted(group), 2)}
    return f"copies (pairs): truth {len(wanted)}, ours {len(found)}, in both {len(wanted & found)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path, nargs="?")
    parser.add_argument("--outlets", type=int, default=40)
    parser.add_argument("--ticks", type=int, default=30)
    parser.add_argument("--initial", type=int, default=20, help="stories out at the start")
    parser.add_argument("--gap", type=float, default=0.05, help="seconds between two requests")
    parser.add_argument(
        "--stories", type=Path, help="folder of *.jsonl with title and text, for real texts"
    )
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", choices=list(STEPS), help=argparse.SUPPRESS)
    parser.add_argument("--now", type=datetime.fromisoformat, help=argparse.SUPPRESS)
    parser.add_argument("--batch", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        from readout.config import load_settings

        done = call(load_settings(), options.step, options.now, options.batch)
        print(json.dumps({"counts": done.counts, "paths": done.paths}))
        return
    failed = False
    with (
        tempfile.TemporaryDirectory() as folder,
        running(
            *(options.program, Path(folder) / "log.jsonl"),
            *(
                "--outlets",
                str(options.outlets),
                "--articles",
                str(options.initial + options.ticks),
            ),
            *("--initial", str(options.initial)),
            *("--latency-ms", "3", "--edit-every", "5"),
            *(("--dir", str(options.stories)) if options.stories else ()),
            ports=options.outlets,
        ) as newsim,
    ):
        failed = play(options, newsim, Path(folder))
    sys.exit(1 if failed else 0)


def play(options: argparse.Namespace, newsim: Newsim, folder: Path) -> bool:
    """The whole run; True when something is not as the truth has it."""
    feeds = [
        Listing(f"http://{host}/o/{n}/feed.xml", f"Outlet {n}")
        for n, host in enumerate(newsim.hosts)
    ]
    settings = Settings(
        home=folder / "home",
        feeds=folder / "feeds.opml",
        watches=folder / "none.yaml",
        allow_hosts=frozenset(newsim.hosts),
        host_gap_seconds=options.gap,
    )
    save_list(settings.feeds, feeds)
    runner = Runner(settings, kill=options.kill, seed=options.seed)
    newest = max(row["published"] for row in newsim.control("truth") if row["first_tick"] == 0)
    now = datetime.fromisoformat(newest.replace("Z", "+00:00")).replace(tzinfo=None)
    for tick in range(options.ticks + 1):
        started = time.monotonic()
        now += TICK
        done = round_of(runner, now)
        print(f"tick {tick}: {done.line()} · {time.monotonic() - started:.0f} s", flush=True)
        if tick < options.ticks:
            newsim.control("tick")
    for later in AFTERWARDS:
        started = time.monotonic()
        done = round_of(runner, now + later)
        print(f"after {later}: {done.line()} · {time.monotonic() - started:.0f} s", flush=True)
    told = compare(settings, newsim, options.ticks)
    print("\n".join(told))
    print("killed:", dict(runner.killed) or "none")
    limits = ("--min-gap", str(options.gap), "--max-conc", "1", "--robots-first")
    code, verdict = newsim.check(*limits, "--require-conditional")
    print(f"check exit {code}: {verdict}")
    return any(line.startswith("!") for line in told) or (code != 0 and not options.kill)


if __name__ == "__main__":
    main()
