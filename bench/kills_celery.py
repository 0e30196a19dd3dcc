"""`readout up --scale` on the sample, processes killed at random: what is lost or doubled.

    .venv-scale/bin/python -m bench.kills_celery --kills 40

While the whole chain runs through Celery, SIGKILL goes to a worker's first process, to one of a
worker's children (a task among them), to whoever holds the loader's lock, to the broker; SIGQUIT
to PostgreSQL. The launcher starts again what ended, Airflow gives out again what was at work. One
more worker, started by hand as on a further machine, has a clock that is forty minutes ahead
(libfaketime; without it there is none). What is there at the end is compared, table by table and
mail by mail, with what one undisturbed process leaves on one machine.

Airflow's own patience is set lower than usual (`PATIENCE`), so that minutes suffice.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from readout.config import Settings
from readout.errors import ReadoutError
from readout.home import kept_environment
from readout.launcher.processes import MARK, home_mark

from bench.faults import clock_ahead
from bench.kills import Outcomes
from bench.sample_once import Single, otherwise, single

WORKER, CHILD = "a Celery worker (its first process)", "a process of a worker (a task, as a rule)"
LOADER, BROKER, POSTGRES = "whoever holds the loader's lock", "the broker", "PostgreSQL"
CHANCES = {WORKER: 6, CHILD: 8, LOADER: 6, BROKER: 3, POSTGRES: 3}
PATIENCE = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "40",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "60",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "10",
    "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT": "60",
    "READOUT_POLL_CRON": "* * * * *",
}
AHEAD_MINUTES = 40
START_SECONDS, END_SECONDS = 600.0, 1500.0


@dataclass
class Desk:
    """One running `readout up --scale --sample`."""

    home: Path
    process: subprocess.Popen[bytes]
    far: subprocess.Popen[bytes] | None = None
    warehouse: str = field(default="", repr=False)

    def settings(self, alone: Single) -> Settings:
        return alone.settings.changed(
            home=self.home, warehouse=self.warehouse, data=str(self.home / "shared")
        )

    def processes(self) -> dict[str, list[psutil.Process]]:
        """Name of the log that it writes to → its processes, the first of them first."""
        found: dict[str, list[psutil.Process]] = {}
        mark = home_mark(self.home)
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if process.environ().get(MARK, "").startswith(mark):
                    log = Path(os.readlink(f"/proc/{process.pid}/fd/1")).stem
                    leads = os.getsid(process.pid) == process.pid
                    found.setdefault(log, []).insert(0 if leads else 99, process)
        return found

    def workers(self) -> list[psutil.Process]:
        """Their first processes."""
        return [found[0] for name, found in self.processes().items() if name.startswith("worker-")]

    def catalogue(self, database: str = "lake") -> str:
        return self.warehouse.removeprefix("ducklake:postgres:").replace(
            "dbname=lake", f"dbname={database}"
        )

    def wait_for_work(self) -> None:
        """Until the first run has begun: before that a start that fails is told, not mended."""
        import psycopg

        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            self.alive()
            self.warehouse = kept_environment(self.home).get("READOUT_WAREHOUSE", "")
            with (
                contextlib.suppress(psycopg.Error),
                psycopg.connect(self.catalogue("airflow"), connect_timeout=3) as con,
            ):
                began = con.execute("SELECT count(*) FROM dag_run WHERE start_date IS NOT NULL")
                if began.fetchone()[0]:  # type: ignore[index]
                    return
            time.sleep(0.5)
        raise TimeoutError("no run has begun")

    def alive(self) -> None:
        if self.process.poll() is not None:
            said = (self.home / "up.log").read_text(encoding="utf-8", errors="replace")[-1500:]
            code = self.process.returncode
            raise RuntimeError(f"`readout up` has ended by itself ({code}): {said}")

    def start_far(self) -> bool:
        """One more worker with a clock that is ahead; whether there is one."""
        ahead = clock_ahead(AHEAD_MINUTES)
        workers = self.workers()
        if not ahead or not workers:
            return False
        command = [str(Path(sys.executable).with_name("airflow")), "celery", "worker"]
        command += ["--queues", "fetch,nlp", "--concurrency", "2", "--celery-hostname", "far@%h"]
        env = {**workers[0].environ(), **ahead}
        env.pop(MARK)  # the launcher would end it as one that an ended process of its own left
        self.far = subprocess.Popen(
            [*command, "--skip-serve-logs"],
            env=env,
            stdout=(self.home / "logs" / "far.log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return True

    def stop(self) -> None:
        if self.far is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.far.pid, signal.SIGKILL)
            self.far.wait()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(90)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    # ------------------------------------------------------------ what is done to it

    def kill(self, what: str, chance: random.Random) -> bool:
        """Whether there was one to kill."""
        with contextlib.suppress(psutil.Error, OSError):
            found = KILLERS[what](self, chance)
            if found is not None:
                found.send_signal(signal.SIGQUIT if what == POSTGRES else signal.SIGKILL)
                return True
        return False

    def _worker(self, chance: random.Random) -> psutil.Process | None:
        return chance.choice(self.workers() or [None])  # type: ignore[list-item]

    def _child(self, chance: random.Random) -> psutil.Process | None:
        below = [child for worker in self.workers() for child in worker.children(recursive=True)]
        return chance.choice(below or [None])  # type: ignore[list-item]

    def _loader(self, chance: random.Random) -> psutil.Process | None:
        import psycopg

        asked = (
            "SELECT a.client_port FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid) "
            "WHERE l.locktype = 'advisory' AND l.granted AND a.datname = 'lake' "
            "AND a.application_name = 'readout'"
        )
        deadline = time.monotonic() + 20
        with (
            contextlib.suppress(psycopg.Error),
            psycopg.connect(self.catalogue(), connect_timeout=3) as con,
        ):
            while time.monotonic() < deadline:
                con.rollback()
                for (port,) in con.execute(asked).fetchall():
                    for socket in psutil.net_connections("tcp"):
                        if socket.laddr and socket.laddr.port == port and socket.pid:
                            if socket.pid == os.getpid():
                                break  # it is we, who look at what there is
                            time.sleep(chance.uniform(0.0, 0.3))
                            return psutil.Process(socket.pid)
                time.sleep(0.02)
        return None

    def _broker(self, chance: random.Random) -> psutil.Process | None:
        return next(iter(self.processes().get("broker", [])), None)

    def _postgres(self, chance: random.Random) -> psutil.Process | None:
        told = (self.home / "postgres" / "data" / "postmaster.pid").read_text().splitlines()
        return psutil.Process(int(told[0]))


KILLERS: dict[str, Callable[[Desk, random.Random], psutil.Process | None]] = {
    WORKER: Desk._worker,
    CHILD: Desk._child,
    LOADER: Desk._loader,
    BROKER: Desk._broker,
    POSTGRES: Desk._postgres,
}


@contextmanager
def _desk(home: Path, alone: Single) -> Iterator[Desk]:
    home.mkdir(parents=True)
    home.chmod(0o755)
    command = [str(Path(sys.executable).with_name("readout")), "up", "--scale", "--workers", "2"]
    command += ["--sample", "--home", str(home), "--port", "0", "--mail-port", "0"]
    command += ["--newsroom-port", str(alone.port)]
    with (home / "up.log").open("ab") as log:
        desk = Desk(
            home,
            subprocess.Popen(command, env={**os.environ, **PATIENCE}, stdout=log, stderr=log),
        )
    try:
        yield desk
    finally:
        desk.stop()


def measure(folder: Path, *, kills: int, a_desk: int, seed: int) -> Outcomes:
    """Until so many were killed, `a_desk` of each desk at most."""
    chance = random.Random(seed)
    drawn = _drawn(chance)
    alone = single(folder / "single")
    outcomes = Outcomes(kills_of=tuple(CHANCES))
    number = 0
    while outcomes.kills < kills:
        with _desk(folder / f"home-{number}", alone) as desk:
            desk.wait_for_work()
            where = "with a clock that is ahead" if desk.start_far() else "with one clock"
            wrong = _disturb(
                desk, alone, outcomes, min(a_desk, kills - outcomes.kills), chance, drawn
            )
            outcomes.chains[where] += 1
            outcomes.wrong += [f"{desk.home.name}: {how}" for how in wrong]
        number += 1
    return outcomes


def _drawn(chance: random.Random) -> Iterator[str]:
    """What to kill next, without end: `CHANCES` as cards, shuffled and dealt until none is left,
    so that a run of as many kills as there are cards has each of them."""
    while True:
        cards = [what for what, often in CHANCES.items() for _ in range(often)]
        chance.shuffle(cards)
        yield from cards


def _disturb(
    desk: Desk,
    alone: Single,
    outcomes: Outcomes,
    kills: int,
    chance: random.Random,
    drawn: Iterator[str],
) -> list[str]:
    """What is otherwise at the end, in words."""
    lake, mailed = desk.settings(alone), desk.home / "mail"
    began, done = time.monotonic(), 0
    ended = began
    wrong = ["nothing is there yet"]
    while time.monotonic() - ended < END_SECONDS:
        desk.alive()
        if done < kills:
            time.sleep(chance.uniform(1.0, 9.0))
            what = next(drawn)
            if desk.kill(what, chance):
                outcomes.saw(what, "killed")
                print(f"{desk.home.name}: {what}", flush=True)
                done, ended = done + 1, time.monotonic()
        else:
            time.sleep(10)
        with contextlib.suppress(ReadoutError):
            wrong = otherwise(lake, mailed, alone)
            if not wrong:
                break
    seconds = time.monotonic() - began
    # What is at work still, or is given out once more, must change nothing.
    time.sleep(45)
    with contextlib.suppress(ReadoutError):
        wrong = otherwise(lake, mailed, alone)
    print(f"{desk.home.name}: {done} kills, {seconds:.0f} s, otherwise: {len(wrong)}", flush=True)
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kills_celery")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--a-desk", type=int, default=10, help="at most so many of one start")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--keep", action="store_true", help="leave the homes where they are")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="readout-kills-"))
    folder.chmod(0o755)
    started = time.monotonic()
    try:
        outcomes = measure(folder, kills=given.kills, a_desk=given.a_desk, seed=given.seed)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    outcomes.tell(time.monotonic() - started)


if __name__ == "__main__":
    main()
