"""Owning child processes: each in a session of its own, all of them ended at the end.

Airflow's idle workers outlive their scheduler when that is killed and ignore SIGTERM
(measured), so ending a process means ending its whole group. Its tasks lead sessions of
their own, and the tasks of a killed scheduler are nobody's children any more: they are
found by a mark in the environment that all processes of one start inherit.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from readout.errors import ReadoutError

AIRFLOW = [sys.executable, "-m", "airflow"]
SERVICES: dict[str, list[str]] = {
    "api-server": [*AIRFLOW, "api-server"],
    # Airflow's, with the language model loaded before it forks its tasks.
    "scheduler": [sys.executable, "-m", "readout.launcher.scheduler", "--skip-serve-logs"],
    "dag-processor": [*AIRFLOW, "dag-processor"],
    "triggerer": [*AIRFLOW, "triggerer", "--skip-serve-logs"],
}
GRACE_SECONDS = 20.0
MARK = "READOUT_START"


@dataclass
class Family:
    """The processes of one start.

    Attributes:
        logs: folder with one log file a process.
        env: what every process is told.
    """

    logs: Path
    env: Mapping[str, str]
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    peak_bytes: int = 0
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one process; what it prints goes to `<logs>/<name>.log`."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                list(command),
                # Airflow renames its processes, and the new name is written over the environment
                # that others can read, unless this is set (setproctitle's own variable).
                env={**self.env, MARK: self.mark, "SPT_NOENV": "1"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def run(self, name: str, command: Sequence[str]) -> None:
        """Run one process to its end.

        Raises:
            ReadoutError: it failed; the end of its log is in the message.
        """
        self.start(name, command)
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

    def measure(self) -> int:
        """Memory (PSS, shared pages counted once) of all of them now, in bytes; the highest
        seen is kept in `peak_bytes`."""
        total = 0
        for child in self.children.values():
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(child.pid)
                for process in (root, *root.children(recursive=True)):
                    with contextlib.suppress(psutil.Error):
                        total += process.memory_full_info().pss
        self.peak_bytes = max(self.peak_bytes, total)
        return total

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
        # Again and again, since one that is not yet killed may start another.
        while left := self._marked():
            for process in left:
                with contextlib.suppress(psutil.Error):
                    process.kill()
            psutil.wait_procs(left, timeout=5)
            if time.monotonic() > deadline + GRACE_SECONDS:
                break
        self.children.clear()

    def _marked(self) -> list[psutil.Process]:
        """What lives of this start, whoever its parent is now."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                alive = process.status() != psutil.STATUS_ZOMBIE
                if alive and process.environ().get(MARK) == self.mark:
                    found.append(process)
        return found


def _signal_group(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
