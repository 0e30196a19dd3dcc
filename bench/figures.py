"""What a bench measures: figures with their targets, and how they are told."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """One measured number.

    Attributes:
        name: what was measured, e.g. `pages: whole path`.
        unit: e.g. `pages per CPU-s`, `MB`.
        target: what it should be; None when it is only told.
        better: whether more is better, or less.
        note: what the reader must know to compare (material, ratio to a floor).
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    better: Literal["more", "less"] = "more"
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without a target."""
        if self.target is None:
            return None
        return self.value >= self.target if self.better == "more" else self.value <= self.target


@dataclass
class CpuTime:
    """CPU-seconds (user and system) of the block it was measured on."""

    seconds: float = 0.0


def cpu_seconds() -> float:
    """CPU time of this process so far. Children that live are not in it."""
    return time.process_time()


@contextmanager
def cpu_time() -> Iterator[CpuTime]:
    """Measure CPU-seconds of this process, not wall time: the machine is shared."""
    found = CpuTime()
    start = cpu_seconds()
    try:
        yield found
    finally:
        found.seconds = cpu_seconds() - start


def peak_megabytes() -> float:
    """Largest resident size of this process so far, in MB (10^6 bytes).

    Of its own memory alone (`VmHWM`, proc(5)): getrusage's `ru_maxrss` outlives exec(2), and tells
    of a child that its parent was large.
    """
    told = Path("/proc/self/status").read_text()
    return int(told.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def to_json(figures: Sequence[Figure]) -> str:
    return json.dumps([asdict(figure) for figure in figures], ensure_ascii=False)


def from_json(text: str) -> list[Figure]:
    return [Figure(**row) for row in json.loads(text)]


def as_lines(figures: Sequence[Figure]) -> list[str]:
    """An aligned table: name, value, unit, target, verdict, note."""
    rows = [
        (
            figure.name,
            f"{figure.value:,.4g}" if abs(figure.value) < 1000 else f"{figure.value:,.0f}",
            figure.unit,
            ""
            if figure.target is None
            else f"{'≥' if figure.better == 'more' else '≤'} {figure.target:,.4g}",
            {True: "ok", False: "MISSED", None: ""}[figure.met],
            figure.note,
        )
        for figure in figures
    ]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(5)]
    return [
        "  ".join(
            [
                row[0].ljust(widths[0]),
                row[1].rjust(widths[1]),
                *(row[i].ljust(widths[i]) for i in (2, 3, 4)),
                row[5],
            ]
        ).rstrip()
        for row in rows
    ]
