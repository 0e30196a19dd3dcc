"""The sample newsroom's whole chain on a lake, killed at random moments: what is lost or doubled.

    .venv-scale/bin/python -m bench.kills --kills 100

A process runs everything once, from poll to mail, and gets SIGKILL after a random time; another
begins where it ended, until one is through. Every `--postgres`th time it is PostgreSQL that is
killed (SIGQUIT to its first process: all sessions end at once, as in a crash) and started again.
What is there at the end is compared, table by table and mail by mail, with what one undisturbed
process leaves on one machine. PostgreSQL is started for this, on the loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import email
import multiprocessing
import os
import random
import re
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readout.config import ROOT, Settings
from readout.delivery.smtp import SmtpServer
from readout.launcher import backing
from readout.launcher.backing import Backing
from readout.launcher.environment import free_port
from readout.launcher.processes import Family
from readout.sample.mailbox import Mailbox
from readout.sample.newsroom import Newsroom, write_opml
from readout.steps.chain import run_chain
from readout.storage.snapshot import open_snapshot
from readout.storage.warehouse import rows, table_names

# When something was done, by whom and how long it took: of a run, not of the news.
OF_A_RUN = re.compile(
    r".*_at|run_id|seconds|message_id|poll_id|load_id|log_id|delivery_id|http_.*|attempts"
)
# What each run leaves of itself: as many rows as it took tasks.
JOURNALS = {"loads", "schema_version", "polls", "deliveries"}


@dataclass(frozen=True)
class Single:
    """The sample as one machine has it: its newsroom's port, its rows, its mails."""

    port: int
    settings: Settings
    rows: dict[str, list[str]]
    mails: list[str]


def told(settings: Settings) -> dict[str, list[str]]:
    """Table → its rows without what is of a run, as texts in order."""
    found = {}
    with open_snapshot(settings) as snapshot:
        for table in table_names(snapshot.connection):
            if table not in JOURNALS:
                kept = rows(snapshot.connection, f'FROM "{table}"')
                found[table] = sorted(str(_of_the_news(row)) for row in kept)
    return found


def _of_the_news(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not OF_A_RUN.fullmatch(name)}


def mails(folder: Path) -> list[str]:
    """To whom and of what."""
    kept = [email.message_from_bytes(path.read_bytes()) for path in folder.glob("*.eml")]
    return sorted(f"{mail['To']}: {mail['Subject']}" for mail in kept)


def differing(scaled: dict[str, list[str]], single: dict[str, list[str]]) -> dict[str, Any]:
    """Table → the first rows that only one of them has; of equal sets, how many rows each has."""
    return {
        table: (
            len(scaled[table]),
            len(single[table]),
            sorted(set(scaled[table]) - set(single[table]))[:2],
            sorted(set(single[table]) - set(scaled[table]))[:2],
        )
        for table in single
        if scaled[table] != single[table]
    }


@contextmanager
def newsroom(port: int) -> Iterator[None]:
    """The sample's newsroom, served from a thread."""
    served, ended = threading.Event(), threading.Event()

    async def serve() -> None:
        room = Newsroom()
        await room.start(port=port)
        served.set()
        while not ended.is_set():
            await asyncio.sleep(0.05)
        await room.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    if not served.wait(60):
        raise TimeoutError("the newsroom doesn't answer")
    try:
        yield
    finally:
        ended.set()
        thread.join()


def once(settings: Settings, mail_port: int) -> None:
    """Everything once, in this process, from poll to mail."""
    list(run_chain(settings, SmtpServer(host="127.0.0.1", port=mail_port)))


def single(folder: Path) -> Single:
    """The sample on one machine, undisturbed, its files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    # Stories' addresses hold the newsroom's port.
    port = free_port(0, "")
    settings = Settings(
        home=folder / "home",
        feeds=folder / "feeds.opml",
        watches=ROOT / "seeds" / "watches.yaml",
        allow_hosts=frozenset({f"127.0.0.1:{port}"}),
        host_gap_seconds=0.0,
        operator="operator@readout.example",
        sender="readout@readout.example",  # type: ignore[call-arg]
    )
    write_opml(settings.feeds, f"http://127.0.0.1:{port}")
    with newsroom(port), Mailbox(folder / "mail") as mailbox:
        once(settings, mailbox.port)
    return Single(port, settings, told(settings), mails(folder / "mail"))


class Servers:
    """A PostgreSQL that may be killed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.made: Backing = backing.backing("of a bench", free_port(0, ""), free_port(0, ""))
        self.family = Family(home, dict(os.environ))
        backing.start(self.family, home, self.made)

    def crash(self) -> None:
        """All sessions end at once; it recovers from its log."""
        pid = int((self.home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGQUIT)
        self.family.stop()
        self.family = Family(self.home, dict(os.environ))
        backing.start(self.family, self.home, self.made)


def measure(
    folder: Path, *, kills: int, postgres: int, seed: int
) -> tuple[Counter[str], list[str]]:
    """Returns:
    Outcome → how often; what came out otherwise than on one machine, in words.
    """
    chance = random.Random(seed)
    alone = single(folder / "single")
    servers = Servers(folder / "servers")
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    forked = multiprocessing.get_context("fork")
    try:
        for home in (folder / f"home-{n}" for n in range(kills + 1)):
            lake = _lake(servers, alone, home)
            with newsroom(alone.port), Mailbox(home / "mail") as mailbox:
                seconds = 2.0
                while True:
                    number = outcomes["worker killed"] + outcomes["PostgreSQL killed"]
                    child = forked.Process(target=_child, args=(lake, mailbox.port, home / "log"))
                    child.start()
                    # At the last the rest may go through; longer each time, so that all is reached.
                    child.join(None if number >= kills else chance.uniform(0.0, seconds))
                    seconds *= 1.15
                    if child.exitcode is None and postgres and number % postgres == postgres - 1:
                        servers.crash()
                        outcomes["PostgreSQL killed"] += 1
                        child.join()
                        outcomes[f"… the process then ended with {child.exitcode}"] += 1
                    elif child.exitcode is None:
                        child.kill()
                        child.join()
                        outcomes["worker killed"] += 1
                    if child.exitcode == 0:
                        break
                    if child.exitcode not in (0, -signal.SIGKILL):
                        outcomes["ended with an error, went on"] += 1
            outcomes["chains through"] += 1
            for table, how in differing(told(lake), alone.rows).items():
                wrong.append(f"{home.name} {table}: {how}")
            if (sent := mails(home / "mail")) != alone.mails:
                more, fewer = (
                    Counter(sent) - Counter(alone.mails),
                    Counter(alone.mails) - Counter(sent),
                )
                wrong.append(f"{home.name} mails: twice {list(more)}, lost {list(fewer)}")
            if outcomes["worker killed"] + outcomes["PostgreSQL killed"] >= kills:
                break
    finally:
        servers.family.stop()
    return outcomes, wrong


def _lake(servers: Servers, alone: Single, home: Path) -> Settings:
    import psycopg

    home.mkdir(parents=True)
    name = home.name.replace("-", "_")
    with psycopg.connect(servers.made.catalogue(), autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}".encode())
    where = servers.made.catalogue().replace("dbname=lake", f"dbname={name}")
    return alone.settings.changed(
        home=home,
        warehouse=f"ducklake:postgres:{where}",
        data=str(home / "shared"),
        mail_witness=home / "mail",
        mail_settle_seconds=0.0,
    )


def _child(settings: Settings, mail_port: int, log: Path) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    once(settings, mail_port)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--postgres", type=int, default=10, help="each how manieth; 0: never")
    parser.add_argument("--seed", type=int, default=17)
    given = parser.parse_args()
    # Not a folder of the user's own: the one that PostgreSQL runs as must reach it.
    folder = Path(tempfile.mkdtemp(prefix="readout-kills-"))
    folder.chmod(0o755)
    started = time.monotonic()
    try:
        outcomes, wrong = measure(
            folder, kills=given.kills, postgres=given.postgres, seed=given.seed
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    for name, many in outcomes.items():
        print(f"{many:>6}  {name}")
    print(f"{time.monotonic() - started:.0f} s; otherwise than on one machine: {len(wrong)}")
    for line in wrong:
        print(f"  {line[:600]}")


if __name__ == "__main__":
    main()
