"""A soak: thousands of varied articles through the whole chain; none may be lost, no task may fail.

    python -m bench.soak [--articles 5000] [--texts PATH …] [--newsim PATH/newsim.py] [--out FILE]
    python -m bench.soak --airflow --articles 500      # the same through `readout up`

The stories are those of `bench/own_news.py`: the repository's own texts, those of PATH, then
woven ones, every twentieth odd on purpose. With the simulator, a fifth of them are its own: wire
copies, edits, and feeds with the quirks of real ones. One feed in ten fails throughout.

The steps run one after another in this process, as `readout run` runs them, with a mail server
of our own; with `--airflow` the real launcher runs them, and its task instances are counted.
READOUT_READER=rules leaves the learned reader out.

*Lost* is a published story that is not an article with a text that was read, and of which no row
says why. Exit code 1: something was lost, doubled, set aside or left waiting, or a task failed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import psutil
from newsim_server import Newsim, running
from readout.config import Settings, load_settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.storage.warehouse import open_for_reading, rows

from bench import own_news
from bench.hundred_days import WATCHES, Steps, day_of

OUTLETS = 20
NEWSIM_OUTLETS = 8
NEWSIM_START = 15
ROUND = 20  # stories an outlet publishes between two polls
BETWEEN = timedelta(hours=5)
QUIET = 3  # rounds without news in the end: what was to be tried again is due then
FAILED = ("failed", "upstream_failed")


# ---------------------------------------------------------------- what came of them


def outcomes(settings: Settings, published: set[str]) -> dict[str, Any]:
    """What became of every published address, and what still waits."""
    with open_for_reading(settings.snapshot, settings) as con:
        found = {
            row["url"]: row
            for row in rows(
                con,
                """SELECT a.url, count(DISTINCT r.revision_id) AS revisions,
                    count(DISTINCT x.revision_id) AS read,
                    count(DISTINCT r.revision_id) FILTER (r.page_kind NOT IN ('article', 'paywall')
                        OR r.body = '') AS without_text,
                    count(DISTINCT x.revision_id) FILTER (x.problem IS NOT NULL) AS unread,
                    count(DISTINCT a.article_id) AS articles
                FROM articles AS a LEFT JOIN revisions AS r USING (article_id)
                LEFT JOIN extractions AS x USING (revision_id) GROUP BY a.url""",
            )
        }
        entries = {
            row["url"]: row
            for row in rows(
                con,
                "SELECT url, any_value(state) AS state, any_value(problem) AS problem "
                "FROM entries GROUP BY url",
            )
        }
        told: dict[str, Any] = {
            name: rows(con, sql)[0]["n"]
            for name, sql in {
                "articles": "SELECT count(*) AS n FROM articles",
                "quotes": "SELECT count(*) AS n FROM quotes",
                "mentions": "SELECT count(*) AS n FROM meeting_mentions",
                "meetings": "SELECT count(*) AS n FROM meetings",
                "stories": "SELECT count(DISTINCT story_id) AS n FROM articles",
                "set_aside": "SELECT count(*) AS n FROM set_aside",
                "unresolved": """SELECT count(*) AS n FROM meeting_mentions AS m
                    SEMI JOIN (SELECT arg_max(revision_id, revision_no) AS revision_id
                        FROM revisions GROUP BY article_id) AS r USING (revision_id)
                    ANTI JOIN assertions AS s USING (mention_id)""",
            }.items()
        }
        told["alerts"] = {
            row["state"]: row["n"]
            # Of the weekly watch is not yet time.
            for row in rows(
                con,
                "SELECT state, count(*) AS n FROM alerts WHERE schedule = 'immediate' GROUP BY ALL",
            )
        }
    why: Counter[str] = Counter()
    lost, doubled = [], []
    for url in sorted(published):
        row, entry = found.get(url), entries.get(url)
        if row and row["articles"] > 1:
            doubled.append(url)
        if row and row["read"] > row["unread"]:
            why["read"] += 1
        elif row and row["unread"]:
            why["unreadable, with the reason"] += 1
        elif row and row["without_text"]:
            why["a page without an article, with its kind"] += 1
        elif entry and entry["problem"]:
            why[f"not fetched: {entry['problem'][:60]}"] += 1
        else:
            lost.append(url)
    told |= {"published": len(published), "outcomes": dict(why), "lost": lost, "doubled": doubled}
    return told


def faults(told: dict[str, Any]) -> list[str]:
    """Why the soak failed, in sentences; none when it went well."""
    found = [
        f"{name}: {told[name]}"
        for name in ("lost", "doubled", "set_aside", "unresolved", "failed")
        if told.get(name)
    ]
    waiting = {s: n for s, n in told["alerts"].items() if s not in ("sent", "held")}
    return [*found, *([f"alerts that wait: {waiting}"] if waiting else [])]


# ---------------------------------------------------------------- the run


def settings_for(home: Path, hosts: list[str]) -> Settings:
    return load_settings().changed(
        home=home / "home",
        feeds=home / "feeds.opml",
        watches=home / "watches.yaml",
        allow_hosts=frozenset(hosts),
        host_gap_seconds=0.0,
        host_requests=8,
        operator="operator@paper.example",
    )


def play(
    options: argparse.Namespace, news: own_news.OwnNews, newsim: Newsim | None, home: Path
) -> dict[str, Any]:
    """Publish in rounds, and run the whole chain after each."""
    feeds = [*news.feeds(), *news.failing(max(1, news.outlets // 10))]
    hosts = [news.host]
    if newsim:
        hosts += newsim.hosts
        feeds += [f"http://{h}/o/{n}/feed.xml" for n, h in enumerate(newsim.hosts)]
    settings = settings_for(home, hosts)
    save_list(settings.feeds, [Listing(url, f"Feed {n}") for n, url in enumerate(feeds)])
    settings.watches.write_text(WATCHES, encoding="utf-8")
    steps, samples = Steps(), []
    process = psutil.Process()
    rounds = -(-options.own // (ROUND * news.outlets))
    moment = datetime.now(UTC).replace(tzinfo=None) - (rounds + QUIET) * BETWEEN
    out = 0
    with Mailbox(home / "caught") as box:
        server = SmtpServer(host="127.0.0.1", port=box.port)
        for number in range(rounds + QUIET):
            if number < rounds:
                out = news.tick(ROUND * news.outlets)
                if newsim:
                    newsim.control(f"tick?n={-(-options.ticks // rounds)}")
            began, cpu = time.monotonic(), time.process_time()
            moment += BETWEEN
            day_of(steps, settings, server, moment)
            samples.append(
                {
                    "out": out,
                    "seconds": round(time.monotonic() - began, 1),
                    "cpu": round(time.process_time() - cpu, 1),
                    "memory": process.memory_info().rss,
                    "failed": sum(steps.failed.values()),
                }
            )
            print(json.dumps(samples[-1]), flush=True)
        mails = len(box.kept)
    published = {f"http://{news.host}/o/{n % news.outlets}/a/{n}" for n in range(out)}
    if newsim:
        tick = newsim.control("stats")["tick"]
        published |= {
            f"http://127.0.0.1:{newsim.port + row['outlet']}{row['path']}"
            for row in newsim.control("truth")
            if row["first_tick"] <= tick
        }
    return {
        **outcomes(settings, published),
        "tasks": steps.done,
        "failed": dict(steps.failed),
        "mails": mails,
        "samples": samples,
        "reader": settings.reader,
    }


def play_in_airflow(options: argparse.Namespace, news: own_news.OwnNews, home: Path) -> Any:
    """All through `readout up`: publish in rounds until nothing waits."""
    from airflow_days import Product, sizes  # it starts the launcher

    feeds = home / "feeds.opml"
    urls = [*news.feeds(), *news.failing(max(1, news.outlets // 10))]
    save_list(feeds, [Listing(url, f"Feed {n}") for n, url in enumerate(urls)])
    live = home / "home"
    live.mkdir()
    (live / "watches.yaml").write_text(WATCHES, encoding="utf-8")
    samples = []
    with Mailbox(home / "caught") as box:
        with (live / "settings.env").open("w", encoding="utf-8") as file:
            file.write(
                f"READOUT_SMTP_HOST=127.0.0.1\nREADOUT_SMTP_PORT={box.port}\n"
                "READOUT_SMTP_TLS=none\nREADOUT_HOST_GAP_SECONDS=0\nREADOUT_HOST_REQUESTS=8\n"
                "READOUT_OPERATOR=operator@paper.example\n"
            )
        out = 0
        product = Product(live, feeds, news.host)
        settings = settings_for(home, [news.host])
        try:
            still = 0
            while still < 6:
                # The next round when half of what is out has come in.
                told = outcomes(settings, set()) if settings.snapshot.exists() else {"articles": 0}
                if out < options.own and told["articles"] >= out // 2:
                    out = news.tick(ROUND * news.outlets)
                done = told["articles"] >= options.own and not told["unresolved"]
                still = still + 1 if done and not faults({**told, "failed": 0}) else 0
                samples.append({"out": out, **told, "memory": product.memory(), **sizes(live)})
                print(json.dumps(samples[-1]), flush=True)
                if len(samples) > options.minutes * 6:
                    break
                time.sleep(10)
        finally:
            product.stop()
        mails = len(box.kept)
    with contextlib.closing(sqlite3.connect(live / "airflow" / "airflow.db")) as con:
        counted = con.execute(
            "SELECT dag_id || '.' || task_id, state, count(*) FROM task_instance GROUP BY 1, 2"
        ).fetchall()
        again = con.execute("SELECT count(*) FROM task_instance WHERE try_number > 1").fetchone()
    failed = {f"{name} {state}": n for name, state, n in counted if state in FAILED}
    published = {f"http://{news.host}/o/{n % news.outlets}/a/{n}" for n in range(out)}
    return {
        **outcomes(settings, published),
        "tasks": sum(n for *_, n in counted),
        "states": dict(_by_state(counted)),
        "tried_again": again[0],
        "failed": failed,
        "mails": mails,
        "samples": samples,
        "reader": settings.reader,
    }


def _by_state(counted: list[tuple[str, str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for _, state, number in counted:
        found[str(state)] += number
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--newsim", type=Path)
    parser.add_argument("--airflow", action="store_true", help="through the real launcher")
    parser.add_argument("--minutes", type=int, default=30, help="with --airflow: end after")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    given = [text for path in options.texts for text in own_news.texts_of(path)]
    simulated = options.articles // 5 if options.newsim and not options.airflow else 0
    options.own = options.articles - simulated
    options.ticks = max(1, simulated // NEWSIM_OUTLETS - NEWSIM_START)
    with contextlib.ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        told = own_news.stories(options.own, given)
        own_news.write_stories(home / "stories.jsonl", told)
        news = stack.enter_context(own_news.serving(home / "stories.jsonl", OUTLETS))
        newsim = None
        if simulated:
            newsim = stack.enter_context(
                running(
                    *(options.newsim, home / "requests.jsonl"),
                    *("--outlets", str(NEWSIM_OUTLETS)),
                    *("--articles", str(NEWSIM_START + options.ticks + 40)),
                    *("--initial", str(NEWSIM_START), "--edit-every", "7", "--syndicate", "0.2"),
                    # All that a round publishes must still be in the feed at its poll.
                    *("--window", "60"),
                    ports=NEWSIM_OUTLETS,
                )
            )
        if options.airflow:
            found = play_in_airflow(options, news, home)
        else:
            found = play(options, news, newsim, home)
    found["kinds"] = dict(Counter(story.kind for story in told).most_common())
    if options.out:
        options.out.write_text(json.dumps(found), encoding="utf-8")
    for name, value in found.items():
        if name != "samples":
            print(f"{name}: {value}")
    wrong = faults(found)
    print("SOAK: " + ("; ".join(wrong) if wrong else "nothing lost, nothing failed"))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
