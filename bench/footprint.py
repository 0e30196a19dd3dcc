"""Memory and CPU time of a tree of processes, as a whole while it works, or by name."""

from __future__ import annotations

import contextlib
import statistics
import threading
import time
from dataclasses import dataclass

import psutil

NAMES = (
    *("api-server", "airflow scheduler", "launcher.scheduler", "dag-processor", "triggerer"),
    *("launcher.nursery", "sample.newsroom", "sample.mailbox"),
)


@dataclass(frozen=True)
class Sample:
    """One look. `pss` in bytes (shared pages counted once), `cpu` in seconds since the
    processes began, `load` the machine's load average of the last minute."""

    at: float
    pss: int
    cpu: float
    processes: int
    load: float


class Footprint(threading.Thread):
    """Looks at `root` and all that descends from it, every `seconds`."""

    def __init__(self, root: int, seconds: float = 10.0) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.seconds = seconds
        self.samples: list[Sample] = []
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(self.seconds):
            sample = look(self.root)
            if sample:
                self.samples.append(sample)

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def told(self) -> list[str]:
        """Sentences: memory over the time, and the share of one CPU core."""
        if len(self.samples) < 2:
            return ["too short to tell memory and CPU"]
        sizes = [s.pss / 1e6 for s in self.samples]
        first, last = self.samples[0], self.samples[-1]
        part = max(1, len(sizes) // 4)
        start, end = statistics.median(sizes[:part]), statistics.median(sizes[-part:])
        return [
            f"memory (PSS, all processes) over {(last.at - first.at) / 60:.0f} min: "
            f"median {statistics.median(sizes):,.0f} MB, most {max(sizes):,.0f} MB; "
            f"first quarter {start:,.0f}, last quarter {end:,.0f}; "
            f"{max(s.processes for s in self.samples)} processes at most",
            f"CPU: {self.core(first.at, last.at):.2f} cores on average; load of the machine "
            f"{statistics.median(s.load for s in self.samples):.1f} (median)",
        ]

    def core(self, since: float, until: float) -> float:
        """CPU-seconds a second between two moments (`time.time()`)."""
        inside = [s for s in self.samples if since <= s.at <= until]
        if len(inside) < 2:
            return float("nan")
        return (inside[-1].cpu - inside[0].cpu) / (inside[-1].at - inside[0].at)


def look(root: int) -> Sample | None:
    """One look; None when there is no such process."""
    try:
        parent = psutil.Process(root)
        family = [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return None
    pss, cpu, count = 0, 0.0, 0
    for process in family:
        try:
            pss += process.memory_full_info().pss
            times = process.cpu_times()
        except psutil.Error:
            continue
        # A child's time is its parent's once it was waited for: nothing counts twice.
        cpu += times.user + times.system + times.children_user + times.children_system
        count += 1
    return Sample(time.time(), pss, cpu, count, psutil.getloadavg()[0])


def processes(root: int) -> dict[str, list[psutil.Process]]:
    """The launcher and what descends from it, by name: a process that is none of `NAMES` (a task,
    a worker) counts with its parent."""
    found: dict[str, list[psutil.Process]] = {}

    def walk(process: psutil.Process, name: str) -> None:
        with contextlib.suppress(psutil.Error):
            line = " ".join(process.cmdline()).replace("_", "-")
            name = next((known for known in NAMES if known in line), name)
            found.setdefault(name, []).append(process)
            for child in process.children():
                walk(child, name)

    with contextlib.suppress(psutil.Error):
        walk(psutil.Process(root), "launcher")
    return found


def spent(family: list[psutil.Process]) -> float:
    """CPU-seconds of these processes and of all that they waited for."""
    total = 0.0
    for process in family:
        with contextlib.suppress(psutil.Error):
            t = process.cpu_times()
            total += t.user + t.system + t.children_user + t.children_system
    return total


def memory(family: list[psutil.Process]) -> float:
    """PSS in MB."""
    total = 0
    for process in family:
        with contextlib.suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total / 1e6
