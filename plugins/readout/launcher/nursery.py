"""One process that has loaded Airflow, and forks each of its services.

    python -m readout.launcher.nursery FD        (started by `Nursery`, which talks to it over FD)

Each service would load the same libraries: three CPU-seconds and 120 MB each. Loaded once and
forked, they cost a start a third of that, and the services share the memory. The scheduler is
forked last, with the language model loaded too: every task is a fork of the scheduler, and the
model takes longer to load than an article to read.

It is a process of its own, not the launcher, because the launcher has threads (it shows its
progress), and a fork of a process with threads may hang.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from readout.errors import ReadoutError

BOUND = [sys.executable, "-I", "-S", str(Path(__file__).with_name("bound.py"))]
FORK_SECONDS = 300.0
# What all services use; that a service alone uses it loads itself, beside the others.
SHARED = (
    "airflow.__main__",
    "airflow.models",
    "airflow.jobs.scheduler_job_runner",
    "airflow.dag_processing.manager",
    "airflow.dag_processing.processor",
    "readout.ui.executor",
    "airflow.sdk.execution_time.supervisor",
    "airflow.sdk.execution_time.task_runner",
    "airflow.providers.standard.operators.python",
    "airflow.api_fastapi.execution_api.routes",
    "airflow.timetables.assets",
    "airflow.timetables.trigger",
)


# ---------------------------------------------------------------- the launcher's side


class Nursery:
    """Starts the process and asks it for forks.

    Args:
        env: what it and all its forks are told. log: what it prints itself goes there.
    """

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        self._link, theirs = socket.socketpair()
        with theirs, log.open("ab") as out:
            module = [sys.executable, "-m", "readout.launcher.nursery", str(theirs.fileno())]
            self.process = subprocess.Popen(
                [*BOUND, str(os.getpid()), *module],
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(theirs.fileno(),),
            )
        self._heard = b""
        self.codes: dict[int, int] = {}
        self.lost = False

    def fork(self, name: str, arguments: Sequence[str], log: Path, *, warm: bool) -> Forked:
        """A process that runs `airflow ARGUMENTS`, leads a session of its own and prints into
        `log`.

        Args:
            warm: with the language model loaded.

        Raises:
            ReadoutError: the nursery has ended.
        """
        asked = {"name": name, "arguments": [*arguments], "log": str(log), "warm": warm}
        with contextlib.suppress(OSError):
            self._link.sendall(json.dumps(asked).encode() + b"\n")
        deadline = time.monotonic() + FORK_SECONDS
        while not self.lost and time.monotonic() < deadline:
            for told in self._told(1.0):
                if "started" in told:
                    return Forked(self, told["started"])
        raise ReadoutError(
            f"{name} could not be started",
            why="the process that the services are forked from has ended",
            mend="readout doctor",
        )

    def _told(self, seconds: float) -> list[dict[str, int]]:
        """What it said, at the latest after so many seconds; codes of ended forks are kept."""
        found: list[dict[str, int]] = []
        while not self.lost and select.select([self._link], [], [], seconds)[0]:
            seconds = 0.0
            piece = b""
            with contextlib.suppress(OSError):
                piece = self._link.recv(65536)
            self.lost = not piece
            *lines, self._heard = (self._heard + piece).split(b"\n")
            for line in lines:
                told = json.loads(line)
                found.append(told)
                if "ended" in told:
                    self.codes[told["ended"]] = told["code"]
        return found

    def listen(self, seconds: float = 0.0) -> None:
        """Take note of what has ended."""
        self._told(seconds)

    def stop(self) -> None:
        """End it; its forks are ended before."""
        self._link.close()  # which it takes for the wish to end
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Forked:
    """A fork, with what we use of `subprocess.Popen`."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self.pid = pid
        self._nursery = nursery

    @property
    def returncode(self) -> int | None:
        code = self._nursery.codes.get(self.pid)
        # The kernel ends the forks with the nursery, and nobody can tell us their codes.
        return -signal.SIGTERM if code is None and self._nursery.lost else code

    def poll(self) -> int | None:
        self._nursery.listen()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises:
        subprocess.TimeoutExpired: it is still there.
        """
        deadline = time.monotonic() + timeout if timeout is not None else float("inf")
        while (code := self.poll()) is None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired(f"pid {self.pid}", timeout or 0.0)
            self._nursery.listen(min(left, 1.0))
        return code

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


# ---------------------------------------------------------------- the process itself


def serve(link: socket.socket) -> None:
    """Fork what is asked for, until the launcher ends or wants an end."""
    heard, children = b"", set[int]()
    warmed = False
    while True:
        if select.select([link], [], [], 0.5)[0]:
            piece = link.recv(65536)
            if not piece:
                return
            *lines, heard = (heard + piece).split(b"\n")
            for line in lines:
                asked = json.loads(line)
                if asked["warm"] and not warmed:
                    warm()
                    warmed = True
                freeze()
                parent = os.getpid()
                pid = os.fork()
                if pid == 0:
                    link.close()
                    become(parent, asked["name"], asked["arguments"], asked["log"])
                children.add(pid)
                _tell(link, started=pid)
        for pid in list(children):
            gone, status = os.waitpid(pid, os.WNOHANG)
            if gone:
                children.discard(pid)
                _tell(link, ended=pid, code=os.waitstatus_to_exitcode(status))


def _tell(link: socket.socket, **told: int) -> None:
    with contextlib.suppress(OSError):  # the launcher has ended; the next look notices
        link.sendall(json.dumps(told).encode() + b"\n")


def become(parent: int, name: str, arguments: list[str], log: str) -> NoReturn:
    """In the fork: be `airflow ARGUMENTS`, and end with the parent.

    Libraries whose threads stayed in the parent (ONNX Runtime) wait for them when Python ends in
    the usual way, so this ends at once, as forks of `multiprocessing` do.
    """
    from setproctitle import setproctitle

    from readout.launcher.bound import bind

    os.setsid()
    bind(parent)
    bind_workers()
    with open(log, "ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    setproctitle(f"airflow {name}")
    gc.enable()
    sys.argv = ["airflow", *arguments]
    code: Any = 1
    try:
        code = importlib.import_module("airflow.__main__").main()
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        if code is not None and not isinstance(code, int):
            print(code, file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def bind_workers() -> None:
    """Let what `multiprocessing` forks of this process end with it.

    A worker of the local executor waits at a pipe whose other end it holds, too, so that it never
    sees its end, and takes no SIGTERM: a scheduler that could not say good-bye left it there for
    good. One that ends in order has waited for its workers before.
    """
    from multiprocessing import parent_process, util

    from readout.launcher.bound import bind

    def end_with_parent(_: object) -> None:
        if (parent := parent_process()) is not None and parent.pid is not None:
            bind(parent.pid, signal.SIGKILL)

    util.register_after_fork(sys.modules[__name__], end_with_parent)


def warm() -> None:
    """Import the steps, read one small text and ask for both versions, so that the lexicon, the
    patterns and whatever else is made at first use are made.

    What fails here is told and left to the task that needs it: there it is that task's
    failure, with a mail, while a scheduler that does not start tells nobody.
    """
    try:
        from readout.extraction import extract, extractor_version
        from readout.model import Article
        from readout.resolution import resolver_version
        from readout.resolution.gazetteer import load_gazetteer
        from readout.steps import alerting, fetching, polling, resolving  # noqa: F401

        told = "The minister met the president in Vienna on Monday. “We agreed,” the minister said."
        extract(Article(id="warm-up", text=told, published=datetime(2023, 6, 19, tzinfo=UTC)))
        extractor_version()
        resolver_version()
        load_gazetteer()
    except Exception as cause:
        print(f"not loaded in advance: {type(cause).__name__}: {cause}", file=sys.stderr)


def freeze() -> None:
    """Leave what is loaded out of garbage collection for good.

    A collection writes into every object that it looks at, and a page that is written to is
    shared no more. Airflow freezes while it forks its workers and thaws afterwards: the
    scheduler's own next collection then copied all of it.
    """
    gc.collect()
    gc.freeze()
    # What was loaded before the forks lives as long as we do.
    gc.unfreeze = lambda: None


def load_shared() -> None:
    for name in SHARED:
        importlib.import_module(name)


def run(number: int) -> Any:
    # Collections between here and the first fork would only leave holes in the memory to be shared.
    gc.disable()
    load_shared()
    with socket.socket(fileno=number) as link:
        return serve(link)


if __name__ == "__main__":
    run(int(sys.argv[1]))
