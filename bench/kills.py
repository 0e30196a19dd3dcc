"""The sample's whole chain on a lake, disturbed at random moments: what is lost or doubled.

    .venv-scale/bin/python -m bench.kills --kills 100

A process runs everything once, from poll to mail, and is disturbed after a random time; another
goes on where it ended, until one is through. Half of the homes have their shared place in a folder
(a small disk of its own, which can be full), half in S3 (moto's, which can answer 503). Disturbed
is by SIGKILL at a random moment or at a random moment inside a load's MERGE, by SIGQUIT to
PostgreSQL (all sessions end at once, as in a crash; then it is started again), by a disk that is
full for some seconds, by a store that answers 503 for some seconds. What is there at the end is
compared, table by table and mail by mail, with what one undisturbed process leaves on one machine.
`bench.kills_celery` does the same to Celery's workers and their broker.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkProcess
from pathlib import Path

from readout.config import Settings
from readout.launcher import backing
from readout.launcher.backing import Backing
from readout.launcher.environment import free_port
from readout.launcher.processes import Family
from readout.sample.mailbox import Mailbox
from readout.steps import alerting
from readout.storage.loader import loading

from bench.faults import SmallDisk, Store, die_inside_a_merge, for_a_while, may_mount
from bench.sample_once import Single, newsroom, once, otherwise, single

PROCESS, MERGE, POSTGRES = "the process at work", "the loader inside a MERGE", "PostgreSQL"
FULL, BUSY = "a shared disk that is full", "an object store that answers 503"
KILLS = (PROCESS, MERGE, POSTGRES)
# What happens how often: to each home by its kind.
CHANCES = {PROCESS: 10, MERGE: 8, POSTGRES: 2, FULL: 3, BUSY: 3}
# A claimed mail is looked into when its sender was silent for ten minutes. Here they pass faster.
STALE_SECONDS = 3.0


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


@dataclass
class Outcomes:
    """What was done how often, how the process at work took it, and what came out wrong.

    Attributes:
        ended: fault → how the process then ended → how often.
        chains: kind of place → chains that went through.
    """

    done: Counter[str] = field(default_factory=Counter)
    ended: dict[str, Counter[str]] = field(default_factory=dict)
    chains: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    kills_of: tuple[str, ...] = KILLS

    def saw(self, fault: str, ended: str) -> None:
        self.done[fault] += 1
        self.ended.setdefault(fault, Counter())[ended] += 1

    @property
    def kills(self) -> int:
        return sum(self.done[name] for name in self.kills_of)

    def table(self) -> list[str]:
        lines = ["| what ended or failed | times | the process at work |", "|---|---:|---|"]
        for fault, times in self.done.most_common():
            told = ", ".join(f"{how} {n}" for how, n in self.ended[fault].most_common())
            lines.append(f"| {fault} | {times} | {told} |")
        return lines

    def tell(self, seconds: float) -> None:
        print("\n".join(self.table()))
        told = ", ".join(f"{many} {where}" for where, many in self.chains.items())
        print(f"{self.kills} kills in {seconds:.0f} s; chains through: {told}")
        print(f"otherwise than on one machine: {len(self.wrong)}")
        for line in self.wrong:
            print(f"  {line[:600]}")


@dataclass
class Home:
    """One home on a lake of its own, and what may befall it."""

    lake: Settings
    mail: Path
    mail_port: int
    chance: random.Random
    servers: Servers
    disk: SmallDisk | None = None
    store: Store | None = None

    def start(self, merging: bool) -> ForkProcess:
        seed = self.chance.random()
        told = (self.lake, self.mail_port, self.lake.home, seed if merging else None)
        child = multiprocessing.get_context("fork").Process(target=_child, args=told)
        child.start()
        return child

    def disturb(self, seconds: float) -> tuple[str | None, str, int | None]:
        """Run the chain, and disturb it within so many seconds: (what happened to it or None, how
        the process took it, its exit code)."""
        fitting = {
            name: many
            for name, many in CHANCES.items()
            if (name != FULL or self.disk) and (name != BUSY or self.store)
        }
        (fault,) = self.chance.choices(list(fitting), list(fitting.values()))
        mark = self.lake.home / "merging"
        mark.unlink(missing_ok=True)
        child = self.start(fault == MERGE)
        child.join(None if fault == MERGE else self.chance.uniform(0.0, seconds))
        if fault == MERGE:
            return (MERGE, "killed", -9) if mark.exists() else (None, "", child.exitcode)
        if child.exitcode is not None:
            return None, "", child.exitcode
        if fault == PROCESS:
            child.kill()
            child.join()
            return fault, "killed", -9
        if fault == POSTGRES:
            self.servers.crash()
            child.join()
        else:
            begin, end = self._fault(fault)
            with for_a_while(begin, end, self.chance.uniform(0.5, 12.0)):
                child.join()
        return fault, _took_it(child.exitcode), child.exitcode

    def _fault(self, fault: str) -> tuple[Callable[[], None], Callable[[], None]]:
        if fault == FULL:
            assert self.disk is not None
            return self.disk.fill, self.disk.free
        assert self.store is not None
        return self._busy(True), self._busy(False)

    def _busy(self, how: bool) -> Callable[[], None]:
        def change() -> None:
            assert self.store is not None
            self.store.busy = how

        return change

    def run(self, outcomes: Outcomes, kills: int) -> None:
        """Until a chain is through and no mail is claimed any more."""
        seconds = 2.0
        while True:
            if outcomes.kills >= kills:
                child = self.start(merging=False)
                child.join()
                fault, code = None, child.exitcode
            else:
                fault, ended, code = self.disturb(seconds)
                if fault:
                    outcomes.saw(fault, ended)
            # Longer each time, so that all is reached.
            seconds *= 1.15
            if code == 0 and not _claimed(self.lake):
                return
            if code not in (0, -9) and fault is None:
                log = (self.lake.home / "log").read_text(encoding="utf-8", errors="replace")
                outcomes.wrong.append(f"ended by itself with {code}: {log[-400:]}")
                return


def _took_it(code: int | None) -> str:
    if code == 0:
        return "went through"
    return "killed" if code == -9 else "ended with an error and was run again"


def _claimed(lake: Settings) -> bool:
    """Whether mails wait for their claim to be old: its sender may have been killed."""
    with loading(lake, "kills") as load:
        told = load.connection.execute(
            "SELECT count(*) FROM alerts WHERE state = 'sending'"
        ).fetchall()
    if told[0][0]:
        time.sleep(STALE_SECONDS)
    return bool(told[0][0])


def _child(settings: Settings, mail_port: int, home: Path, dies: float | None) -> None:
    descriptor = os.open(home / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    if dies is not None:
        die_inside_a_merge(random.Random(dies), home / "merging")
    alerting.claim_alerts.__kwdefaults__["stale_seconds"] = STALE_SECONDS
    once(settings, mail_port)


def measure(
    folder: Path, *, kills: int, seed: int, chains: int = 1000, minutes: float = 600.0
) -> Outcomes:
    """Until so many were killed, so many chains are through, or the time is up."""
    chance, until = random.Random(seed), time.monotonic() + minutes * 60
    alone = single(folder / "single")
    outcomes = Outcomes()
    servers = Servers(folder / "servers")
    try:
        for number in range(chains):
            with _home(folder / f"home-{number}", servers, alone, chance, number % 2 == 1) as home:
                home.run(outcomes, kills)
                where = "in S3" if home.store else "in a folder"
                outcomes.chains[where] += 1
                found = [
                    f"{home.lake.home.name} ({where}): {how}"
                    for how in otherwise(home.lake, home.mail, alone)
                ]
                outcomes.wrong += found
            print(f"{outcomes.chains.total()} chains, {outcomes.kills} kills", flush=True)
            print("".join(f"  {how[:600]}\n" for how in found), end="", flush=True)
            if outcomes.kills >= kills or time.monotonic() > until:
                break
    finally:
        servers.family.stop()
    return outcomes


@contextmanager
def _home(
    folder: Path, servers: Servers, alone: Single, chance: random.Random, in_s3: bool
) -> Iterator[Home]:
    import psycopg

    folder.mkdir(parents=True)
    name = folder.name.replace("-", "_")
    with psycopg.connect(servers.made.catalogue(), autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}".encode())
    where = servers.made.catalogue().replace("dbname=lake", f"dbname={name}")
    with ExitStack() as stack:
        store = stack.enter_context(Store()) if in_s3 else None
        disk = None
        if not in_s3 and may_mount():
            disk = SmallDisk(folder / "shared")
            stack.callback(disk.unmount)
        stack.enter_context(newsroom(alone.port))
        mailbox = stack.enter_context(Mailbox(folder / "mail"))
        lake = alone.settings.changed(
            home=folder,
            warehouse=f"ducklake:postgres:{where}",
            data="s3://readout/shared" if in_s3 else str(folder / "shared"),
            mail_witness=folder / "mail",
            mail_settle_seconds=0.0,
        )
        yield Home(lake, folder / "mail", mailbox.port, chance, servers, disk, store)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--minutes", type=float, default=600.0, help="no further chain after that")
    given = parser.parse_args()
    # Not a folder of the user's own: the one that PostgreSQL runs as must reach it.
    folder = Path(tempfile.mkdtemp(prefix="readout-kills-"))
    folder.chmod(0o755)
    started = time.monotonic()
    try:
        outcomes = measure(folder, kills=given.kills, seed=given.seed, minutes=given.minutes)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    outcomes.tell(time.monotonic() - started)


if __name__ == "__main__":
    main()
