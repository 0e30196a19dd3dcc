"""Owning child processes: each in a session of its own, all of them ended at the end.

Airflow's idle workers outlive their scheduler when that is killed and ignore SIGTERM
(measured), so ending a process means ending its whole group. Its tasks lead sessions of
their own, and the tasks of a killed scheduler are nobody's children any more: they are
found by a mark in the environment that all processes of one start inherit. The mark begins
with one of the home folder, so that a start also finds what an earlier one left when it was
killed itself.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from readout.errors import ReadoutError
from readout.launcher.nursery import BOUND, Forked, Nursery

Child = subprocess.Popen[bytes] | Forked


@dataclass(frozen=True, slots=True)
class Service:
    """One of Airflow's long processes.

    Attributes:
        arguments: of the command `airflow`.
        warm: with the language model loaded before it starts: for what forks tasks.
    """

    arguments: tuple[str, ...]
    warm: bool = False


# In the order in which they start: what is warm last, since loading the model takes a while. No
# triggerer: no task of ours defers (tests/dags), and it would take 220 MB.
SERVICES: dict[str, Service] = {
    "api-server": Service(("api-server",)),
    "dag-processor": Service(("dag-processor",)),
    "scheduler": Service(("scheduler", "--skip-serve-logs"), warm=True),
}


def worker(name: str, queues: str, at_once: int) -> Service:
    """A Celery worker of these queues."""
    options = ["--celery-hostname", f"{name}@%h", "--queues", queues, "--concurrency", str(at_once)]
    # They find each other by the broker's gossip, which costs and tells us nothing.
    quiet = ["--skip-serve-logs", "--without-gossip", "--without-mingle"]
    return Service(("celery", "worker", *options, *quiet), warm=True)


GRACE_SECONDS = 20.0
MARK = "READOUT_START"
# Of each process the log being written and this many full ones before it are kept.
LOG_BYTES = 10_000_000
LOGS_KEPT = 3
# One that ended is started again after so many seconds, longer each time it ends soon again.
PAUSES = (0.0, 2.0, 10.0, 30.0, 60.0)
STEADY_SECONDS = 600.0
LOOKING = 0.02


def home_mark(home: Path) -> str:
    """What the marks of all starts on a home folder begin with."""
    return hashlib.blake2b(str(home.resolve()).encode(), digest_size=8).hexdigest()


def end_left_over(home: Path) -> int:
    """End what earlier starts on this home folder left; call it when no start is running there.

    Returns:
        How many processes there were.
    """
    left = _marked(home_mark(home))
    _end(left)
    return len(left)


@dataclass
class _Ended:
    """One process that ended by itself, and when it is started again."""

    start: Callable[[], Child]
    times: int = 0
    started: float = 0.0
    again_at: float | None = None


@dataclass
class Family:
    """The processes of one start.

    Attributes:
        home: the home folder of the start; `logs` below it gets one log file a process.
        env: what every process is told.
    """

    home: Path
    env: Mapping[str, str]
    children: dict[str, Child] = field(default_factory=dict)
    peak_bytes: int = 0
    mark: str = ""
    _services: dict[str, _Ended] = field(default_factory=dict)
    _nursery: Nursery | None = None
    _look_again: float = 0.0

    def __post_init__(self) -> None:
        self.mark = self.mark or f"{home_mark(self.home)}-{uuid.uuid4().hex}"

    @property
    def logs(self) -> Path:
        return self.home / "logs"

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one process; what it prints goes to `<logs>/<name>.log`."""
        self._start(name, lambda: self._execute(name, command))

    def serve(self, name: str, service: Service) -> None:
        """Start one of Airflow's long processes, likewise."""
        self._start(name, lambda: self._fork(name, service))

    def _start(self, name: str, start: Callable[[], Child]) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        service = self._services.setdefault(name, _Ended(start))
        self.children[name] = start()
        service.started, service.again_at = time.monotonic(), None

    def _execute(self, name: str, command: Sequence[str]) -> Child:
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [*BOUND, str(os.getpid()), *command],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _fork(self, name: str, service: Service) -> Child:
        if self._nursery is not None and self._nursery.lost:
            self._nursery.stop()
            self._nursery = None
        if self._nursery is None:
            self._nursery = Nursery(self._environment(), self.logs / "nursery.log")
        log = self.logs / f"{name}.log"
        return self._nursery.fork(name, service.arguments, log, warm=service.warm)

    def _environment(self) -> dict[str, str]:
        # Airflow renames its processes, and the new name is written over the environment that
        # others can read, unless the last is set (setproctitle's own variable).
        return {**self.env, MARK: self.mark, "SPT_NOENV": "1"}

    def run(self, name: str, *arguments: str) -> None:
        """Run `airflow ARGUMENTS` to its end.

        Raises:
            ReadoutError: it failed; the end of its log is in the message.
        """
        self.serve(name, Service(arguments))
        code = self.children.pop(name).wait()
        if code != 0:
            raise ReadoutError(
                f"{name} failed", resource=str(self.logs / f"{name}.log"), why=self.log_end(name)
            )

    def log_end(self, name: str, lines: int = 5) -> str:
        """The last lines that a process printed."""
        path = self.logs / f"{name}.log"
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        return " / ".join(line.strip() for line in text.strip().splitlines()[-lines:])

    def check(self) -> None:
        """Raises:
        ReadoutError: one of them has ended by itself.
        """
        for name, child in self.children.items():
            if child.poll() is not None:
                raise ReadoutError(
                    f"{name} has ended by itself (exit code {child.returncode})",
                    resource=str(self.logs / f"{name}.log"),
                    why=self.log_end(name),
                    mend="readout doctor",
                )

    def revive(self) -> list[str]:
        """Start again what has ended by itself, at once at first, after a pause when it ends
        again and again. What it left is ended before.

        Returns:
            A sentence for each that ended or was started since the last call.
        """
        told = []
        for name, child in list(self.children.items()):
            service = self._services[name]
            if child.poll() is None:
                continue
            now = time.monotonic()
            if service.again_at is None:
                steady = now - service.started > STEADY_SECONDS
                pause = PAUSES[min(0 if steady else service.times, len(PAUSES) - 1)]
                service.times = 1 if steady else service.times + 1
                service.again_at = now + pause
                when = f"it is started again in {pause:.0f} s" if pause else "it is started again"
                told.append(
                    f"{name} has ended by itself (exit code {child.returncode}); {when}. Its last "
                    f"words: {self.log_end(name, 2) or 'none'}"
                )
            if now >= service.again_at:
                _signal_group(child.pid, signal.SIGKILL)
                _end(self._orphans())
                try:
                    self._start(name, service.start)
                except ReadoutError as cause:
                    service.again_at = now + PAUSES[-1]
                    told.append(f"{cause}; it is tried again in {PAUSES[-1]:.0f} s")
        return told

    def _orphans(self) -> list[psutil.Process]:
        """What bears our mark and is no descendant of ours any more: a killed scheduler's tasks."""
        ours = {os.getpid()}
        with contextlib.suppress(psutil.Error):
            ours |= {p.pid for p in psutil.Process().children(recursive=True)}
        return [p for p in _marked(self.mark) if p.pid not in ours]

    def rotate(self) -> None:
        """Put full logs aside, packed, and delete the oldest. The processes go on writing to the
        same file, which is emptied: what they write meanwhile may be lost, some lines at most."""
        for log in self.logs.glob("*.log"):
            if log.stat().st_size < LOG_BYTES:
                continue
            for number in range(LOGS_KEPT, 1, -1):
                younger = log.with_name(f"{log.name}.{number - 1}.gz")
                if younger.exists():
                    younger.replace(log.with_name(f"{log.name}.{number}.gz"))
            with log.open("rb") as full, gzip.open(f"{log}.1.gz", "wb", 6) as packed:
                shutil.copyfileobj(full, packed)
            os.truncate(log, 0)

    def measure(self) -> None:
        """Look at the memory (PSS, shared pages counted once) of all of them, unless that was done
        a moment ago; the highest seen is kept in `peak_bytes`, in bytes.

        The kernel walks through the pages of each process, 80 ms for all of them: looked at each
        second it was a seventh of what a thousand articles cost. So looking gets `LOOKING` of the
        time.
        """
        began = time.monotonic()
        if began < self._look_again:
            return
        total = 0
        with contextlib.suppress(psutil.Error):
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    total += process.memory_full_info().pss
        self.peak_bytes = max(self.peak_bytes, total)
        now = time.monotonic()
        self._look_again = now + (now - began) / LOOKING

    def stop(self) -> None:
        """End all of them: SIGTERM, some seconds, then SIGKILL for each whole group."""
        for name in reversed(list(self.children)):
            _signal_group(self.children[name].pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
        for child in self.children.values():
            _signal_group(child.pid, signal.SIGKILL)
            child.wait()
        if self._nursery is not None:
            self._nursery.stop()
        # Again and again, since one that is not yet killed may start another.
        while left := _marked(self.mark):
            _end(left)
            if time.monotonic() > deadline + GRACE_SECONDS:
                break
        self.children.clear()


def _marked(mark: str) -> list[psutil.Process]:
    """What lives of the starts whose mark begins like this, whoever its parent is now."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            alive = process.status() != psutil.STATUS_ZOMBIE
            if alive and process.environ().get(MARK, "").startswith(mark):
                found.append(process)
    return found


def _end(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(processes, timeout=5)


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
