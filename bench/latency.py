"""How long from an article in a feed to the mail about it, through the whole product.

    python bench/latency.py PATH/newsim.py [--articles 20]

The simulator on free ports (each outlet a host of its own), a mail catcher, and
`readout up --feeds` as a user starts it, polling every minute. The product first takes in
what the outlets have published; then one outlet after another publishes a story with a
meeting, and the time until its mail is in the catcher is taken. A feed is polled every five
minutes or less often, which is the poll interval; what is told is the time beyond it: from
the moment at which the cron expression starts the poll that shows the article. The feeds'
next polls are set a minute apart at the start, as those of a product that has run for long
would lie.
"""

from __future__ import annotations

import argparse
import contextlib
import email
import email.policy
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from footprint import Footprint
from latency_chain import DAGS, parts, runs_of, table, way
from newsim_server import Newsim, _free_ports
from readout.config import ROOT, Settings
from readout.delivery.smtp import SmtpServer
from readout.launcher.airflow_api import AirflowApi
from readout.launcher.environment import smtp_connection
from readout.sample.mailbox import Mailbox
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.sources.feeds.state import FeedState
from readout.steps.chain import run_chain
from readout.storage.loader import loading

READY = "Running. Ctrl-C ends it."
WATCHES = """watches:
  - name: Everybody
    changes: [new]
    status_at_least: possible
    recipients: [desk@readout.example]
    mails_a_day: 1000
"""
INITIAL = 3
"""Stories that an outlet has published before: without three dates no rate is learnt."""
STARTING = 210.0
"""Seconds from the set-up to the first story: `readout up` needs a good part of them."""


@dataclass
class Article:
    """One story: where it is, and what happened when (epoch seconds)."""

    outlet: int
    story: int
    words: str
    appeared: float = 0.0
    polled: float = 0.0
    fetched: float = 0.0
    mailed: float = 0.0
    due: float = 0.0
    parts: list[Any] = field(default_factory=list)


@contextlib.contextmanager
def newsim_in_turns(program: Path, log: Path, outlets: int, seed: int) -> Iterator[Newsim]:
    base = _free_ports(outlets + 1)
    command = [sys.executable, str(Path(__file__).with_name("newsim_turns.py")), str(program)]
    command += ["serve", "--port", str(base + 1), "--ports", str(outlets), "--log", str(log)]
    command += ["--outlets", str(outlets), "--articles", "6", "--initial", str(INITIAL)]
    command += ["--syndicate", "0", "--edit-every", "0", "--latency-ms", "30"]
    command += ["--seed", str(seed)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    newsim = Newsim(program, base + 1, log, outlets)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError):
                newsim.control("stats")
                break
            time.sleep(0.05)
        yield newsim
    finally:
        process.terminate()
        process.wait(10)


def stories(newsim: Newsim) -> list[dict[str, Any]]:
    """The one story of each outlet that appears while we watch."""
    return [row for row in newsim.control("truth") if row["n"] == INITIAL]


def good_seed(program: Path, log: Path, outlets: int, first: int) -> int:
    """The first seed with which every story is about two people: the simulator draws both
    at random, and where somebody meets himself there is rightly no mail."""
    for seed in range(first, first + 100):
        with newsim_in_turns(program, log, outlets, seed) as newsim:
            if all(len(set(row["meeting"]["people"])) == 2 for row in stories(newsim)):
                return seed
    raise SystemExit("no seed gives stories about two people")


class Product:
    """`readout up` on a folder of its own."""

    def __init__(self, settings: Settings, smtp_port: int, log: Path, cron: str) -> None:
        self.log = log
        env = os.environ | {
            "READOUT_WATCHES": str(settings.watches),
            "READOUT_ALLOW_HOSTS": ",".join(settings.allow_hosts),
            "READOUT_POLL_CRON": cron,
            "AIRFLOW_CONN_SMTP_DEFAULT": smtp_connection(smtp_port),
            "COLUMNS": "140",
        }
        command = [sys.executable, "-c", "from readout.cli import main; main()", "up"]
        command += ["--feeds", str(settings.feeds), "--home", str(settings.home), "--port", "0"]
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command, stdout=out, stderr=subprocess.STDOUT, env=env, cwd=ROOT
            )

    @property
    def text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_ready(self, seconds: float = 600.0) -> None:
        deadline = time.monotonic() + seconds
        while READY not in self.text:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"the product did not start:\n{self.text[-3000:]}")
            time.sleep(0.5)

    def api(self) -> AirflowApi:
        found = re.search(r"Open\s+(http://127\.0\.0\.1:\d+)/\s+\(admin / (\S+)\)", self.text)
        assert found, self.text[-2000:]
        return AirflowApi(found[1], "admin", found[2])

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(90)


def prepare(settings: Settings, newsim: Newsim, mailbox: Mailbox, start: datetime) -> None:
    """The feed list, the watch, what the outlets have published so far, and each feed's next
    poll: one a minute from `start`."""
    feeds = [
        Listing(f"http://{host}/o/{n}/feed.xml", f"Outlet {n}")
        for n, host in enumerate(newsim.hosts)
    ]
    save_list(settings.feeds, feeds)
    settings.watches.write_text(WATCHES, encoding="utf-8")
    smtp = SmtpServer("127.0.0.1", mailbox.port, from_email="readout@readout.example")
    for name, line in run_chain(settings, smtp):
        print(f"  {name}: {line}", flush=True)
    with loading(settings, "poll_feeds") as load:
        rows = load.rows("polling/due", at=datetime(2100, 1, 1), limit=1000)
        states = [FeedState.of_row(row).as_row() for row in rows]
        states.sort(key=lambda row: int(re.findall(r"/o/(\d+)/", row["url"])[0]))
        for number, row in enumerate(states):
            row["interval_seconds"] = 300
            row["next_poll_at"] = (start + timedelta(minutes=number)).replace(tzinfo=None)
        load.stage("feed_states", states)
        load.merge(["feed_states"])


def publish_all(newsim: Newsim, articles: list[Article], start: float, rng: random.Random) -> None:
    """Each article at a random moment of the minute before its feed is polled."""
    for number, article in enumerate(articles):
        appear = start + 60 * number - rng.uniform(2, 55)
        time.sleep(max(0.0, appear - time.time()))
        article.appeared = time.time()
        newsim.control("tick")
        print(f"  {number + 1}: outlet {article.outlet} has {article.words!r}", flush=True)


def wait_for_mail(articles: list[Article], mailbox: Mailbox, seconds: float) -> None:
    deadline = time.time() + seconds
    while time.time() < deadline:
        notice_mail(articles, mailbox)
        if all(a.mailed for a in articles):
            return
        time.sleep(1.0)


def notice_mail(articles: list[Article], mailbox: Mailbox) -> None:
    """The first mail that links to an article is its mail; its file says when it came."""
    for kept in list(mailbox.kept):
        message = email.message_from_bytes(kept.path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        stamp = datetime.strptime(kept.path.name.split("-")[0], "%Y%m%dT%H%M%S.%fZ")
        for article in articles:
            if not article.mailed and article.words in " ".join(text.split()):
                article.mailed = stamp.replace(tzinfo=UTC).timestamp()


def notice_requests(articles: list[Article], newsim: Newsim) -> None:
    """When the feed was asked that showed the article, and when its page was, from the
    simulator's own log."""
    newsim.control("stats")
    lines = newsim.log.read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    for article in articles:
        page = f"/o/{article.outlet}/a/{article.story}"
        feed = f"/o/{article.outlet}/feed.xml"
        for row in asked:
            path = row["path"].split("?")[0]
            if path == page and not article.fetched:
                article.fetched = row["ts"]
            elif path == feed and row["ts"] >= article.appeared and not article.polled:
                article.polled = row["ts"]


def report(articles: list[Article], api: AirflowApi) -> None:
    runs = {dag: runs_of(api, dag) for dag in DAGS}
    beyond, ways = [], []
    print(f"\n{'':4}{'in all':>8}{'poll wait':>11}{'beyond':>9}{'of it to the poll':>20}")
    for number, a in enumerate(articles, 1):
        if not a.mailed:
            print(f"{number:3} no mail: {a}")
            continue
        poll = next((r for r in runs["poll_feeds"] if r.has("poll", a.polled)), None)
        a.due = poll.due if poll else a.polled
        beyond.append(a.mailed - max(a.due, a.appeared))
        found = way(runs, a.polled, a.fetched, a.mailed)
        if found:
            ways.append(parts(found, a.mailed))
        print(
            f"{number:3} {a.mailed - a.appeared:8.1f}{a.due - a.appeared:11.1f}"
            f"{beyond[-1]:9.1f}{a.polled - a.due:20.1f}"
        )
    print(
        f"\nfrom the start of the poll to the mail: median {statistics.median(beyond):.1f} s, "
        f"worst {max(beyond):.1f} s, best {min(beyond):.1f} s, {len(beyond)} of {len(articles)}"
    )
    print(f"\nmedian seconds by Dag and task ({len(ways)} articles)")
    print("\n".join(table(ways)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--cron", default="* * * * *", help="READOUT_POLL_CRON")
    parser.add_argument("--idle", type=float, default=0.0, help="minutes without news at the end")
    parser.add_argument("--starting", type=float, default=STARTING, help="seconds to the first")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="folder for the home and the mail")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        made = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made.mkdir(parents=True, exist_ok=True)
        seed = good_seed(options.program, made / "seeds.jsonl", options.articles, options.seed)
        newsim = stack.enter_context(
            newsim_in_turns(options.program, made / "requests.jsonl", options.articles, seed)
        )
        mailbox = stack.enter_context(Mailbox(made / "mail"))
        settings = Settings(
            home=made / "home",
            feeds=made / "feeds.opml",
            watches=made / "watches.yaml",
            allow_hosts=frozenset(newsim.hosts),
        )
        measure(options, settings, newsim, mailbox, made / "up.log")


def measure(
    options: argparse.Namespace, settings: Settings, newsim: Newsim, mailbox: Mailbox, log: Path
) -> None:
    articles = [
        Article(row["outlet"], row["n"], row["text"].split("\n\n")[0].split(", story")[0])
        for row in stories(newsim)
    ]
    start = datetime.fromtimestamp(time.time() + options.starting, UTC)
    prepare(settings, newsim, mailbox, start)
    product = Product(settings, mailbox.port, log, options.cron)
    footprint = Footprint(product.process.pid)
    try:
        product.wait_ready()
        print(f"ready {start.timestamp() - time.time():.0f} s before the first story is due")
        footprint.start()
        publish_all(newsim, articles, start.timestamp(), random.Random(options.seed))
        wait_for_mail(articles, mailbox, 400.0)
        notice_requests(articles, newsim)
        until = time.time()
        report(articles, product.api())
        print("\n".join(footprint.told()))
        if options.idle:
            since = time.time()
            time.sleep(options.idle * 60)
            idle = footprint.core(since, time.time())
            spent = (footprint.core(0, until) - idle) * (until - footprint.samples[0].at)
            print(f"without news, {options.idle:.0f} min: {idle:.2f} cores")
            print(f"an article more: {spent / len(articles):.1f} CPU-s")
        footprint.stop()
    finally:
        product.stop()


if __name__ == "__main__":
    main()
