"""What an article costs on one machine's parts and on several machines': CPU-seconds by step and by
process, memory by process.

    .venv-scale/bin/python -m bench.scale_cost                    1,000 articles, all four runs
    .venv-scale/bin/python -m bench.scale_cost --size 200 --runs steps-file steps-lake

*Steps* are those of `readout run` in one process, on a file and on a lake (PostgreSQL's part
counts to the step that asked it). *Whole* is `readout up` on the same served articles, from its
start until the mail's task has ended: with LocalExecutor and a file, or `--scale` with PostgreSQL,
a broker and three Celery workers. The sum is what the system counted for the start and all that it
waited for; what a process spent is what a look each half second found last, and the rest stands
as `between two looks`. Loading models and Airflow before the first task is told apart.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
from readout.launcher.processes import MARK, home_mark
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing

from bench import own_news
from bench.chain import AN_OUTLET, in_a_process, ordinary_stories, steps

RUNS = ("steps-file", "steps-lake", "whole-file", "whole-scale")
BETWEEN = "between two looks"


def _spent(process: psutil.Process) -> float:
    t = process.cpu_times()
    return float(t.user + t.system + t.children_user + t.children_system)


def _tree(root: psutil.Process) -> list[psutil.Process]:
    return [root, *root.children(recursive=True)]


# ---------------------------------------------------------------- steps, in one process


@contextmanager
def own_lake(folder: Path) -> Iterator[tuple[dict[str, str], Any]]:
    """A PostgreSQL of its own: the settings of a lake in it, and what it has spent so far."""
    from readout.launcher import backing
    from readout.launcher.environment import free_port
    from readout.launcher.processes import Family

    made = backing.backing("of a bench", free_port(0, ""), free_port(0, ""))
    family = Family(folder / "servers", dict(os.environ))
    try:
        backing.start(family, folder / "servers", made)
        root = psutil.Process(family.children["postgres"].pid)
        changed = {
            "warehouse": f"ducklake:postgres:{made.catalogue()}",
            "data": str(folder / "shared"),
        }
        yield changed, lambda: sum(_spent(p) for p in _tree(root))
    finally:
        family.stop()


def _steps(feeds: list[str], shape: str) -> dict[str, Any]:
    """This process's part: CPU-seconds by step."""
    with reachable_folder() as folder:
        if shape == "steps-file":
            parts, read = steps(feeds, folder, "learned")
        else:
            with own_lake(folder) as (changed, beside):
                parts, read = steps(feeds, folder, "learned", changed, beside)
    return {"read": read, "cpu": parts.seconds}


@contextmanager
def reachable_folder() -> Iterator[Path]:
    # Not below a folder of the user's own: the one that PostgreSQL runs as must reach it.
    folder = Path(tempfile.mkdtemp(prefix="readout-cost-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- whole, all processes


class Looks:
    """CPU-seconds and memory by process of one `readout up`, look by look."""

    def __init__(self, home: Path, root: int) -> None:
        self.memory: dict[str, float] = {}
        self.start: float | None = None
        # A process (number and birth) → its name, and what it has spent itself.
        self._own: dict[tuple[int, float], tuple[str, float]] = {}
        self._mark, self._root = home_mark(home), root
        self._home = home

    @property
    def cpu(self) -> dict[str, float]:
        """CPU-seconds by name, as the last look at each process found it."""
        total: dict[str, float] = {}
        for name, spent in self._own.values():
            total[name] = total.get(name, 0.0) + spent
        return total

    def look(self, memory: bool) -> None:
        for name, size in self._now(memory).items():
            self.memory[name] = max(size, self.memory.get(name, 0.0))
        if self.start is None and any(
            path.suffix == ".jsonl"
            for folder in (self._home, self._home / "shared")
            for path in folder.glob("batches/**/*")
        ):
            self.start = sum(self.cpu.values())

    def _now(self, memory: bool) -> dict[str, float]:
        sizes: dict[str, float] = {}
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                name = "launcher"
                if process.pid != self._root:
                    if not process.environ().get(MARK, "").startswith(self._mark):
                        continue
                    name = Path(os.readlink(f"/proc/{process.pid}/fd/1")).stem
                    name = {"null": "nursery"}.get(name, name)
                    name = "tasks" if name.startswith(("socket:", "pipe:")) else name
                spent = process.cpu_times()
                key = (process.pid, process.create_time())
                self._own[key] = (name, spent.user + spent.system)
                if memory:
                    sizes[name] = sizes.get(name, 0.0) + process.memory_full_info().pss / 1e6
        return sizes


def _whole(feeds: list[str], shape: str) -> dict[str, Any]:
    with reachable_folder() as folder:
        home, listed = folder / "home", folder / "feeds.opml"
        home.mkdir()
        save_list(listed, [Listing(url, f"Outlet {n}") for n, url in enumerate(feeds)])
        command = [str(Path(sys.executable).with_name("readout")), "up", "--once"]
        command += ["--feeds", str(listed), "--home", str(home), "--port", "0"]
        command += ["--timeout", "6000"]
        command += ["--scale", "--workers", "2"] if shape == "whole-scale" else []
        told = {
            "READOUT_ALLOW_HOSTS": feeds[0].split("/")[2],
            "READOUT_HOST_GAP_SECONDS": "0",
            "READOUT_HOST_REQUESTS": "8",
        }
        began = time.monotonic()
        with (folder / "up.log").open("wb") as log:
            process = subprocess.Popen(
                command, env={**os.environ, **told}, stdout=log, stderr=subprocess.STDOUT
            )
        looks, number = Looks(home, process.pid), 0
        while process.poll() is None:
            looks.look(memory=number % 8 == 0)
            number += 1
            time.sleep(0.5)
        said = (folder / "up.log").read_text(errors="replace")
        if process.returncode:
            raise RuntimeError(f"{shape}: {said[-2000:]}")
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = looks.cpu
        cpu[BETWEEN] = max(0.0, spent.ru_utime + spent.ru_stime - sum(cpu.values()))
        return {
            "seconds": time.monotonic() - began,
            "cpu": cpu,
            "start": looks.start or 0.0,
            "memory": looks.memory,
            "said": said[-800:],
        }


# ---------------------------------------------------------------- all of it


def measure(size: int, runs: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Run → what it found, each in a process of its own, on the same articles."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stories.jsonl"
        own_news.write_stories(file, ordinary_stories(size))
        with own_news.serving(file, -(-size // AN_OUTLET)) as news:
            news.tick(size)
            for run in runs:
                found[run] = in_a_process("bench.scale_cost", "--run", run, news.feeds())
                print(json.dumps({run: found[run]}), flush=True)
    return found


def tables(found: dict[str, dict[str, Any]], size: int) -> list[str]:
    """As docs/scale.md has them: CPU-seconds an article by step, by process, memory."""
    lines = []
    for kind, first in (("steps", "step"), ("whole", "process")):
        runs = [run for run in found if run.startswith(kind)]
        if not runs:
            continue
        lines += ["", f"| {first} | {' | '.join(runs)} |", "|---|" + "---:|" * len(runs)]
        names = list(dict.fromkeys(name for run in runs for name in found[run]["cpu"]))
        for name in sorted(names, key=lambda n: -max(found[r]["cpu"].get(n, 0) for r in runs)):
            cells = [f"{found[run]['cpu'].get(name, 0) / size * 1000:.1f}" for run in runs]
            sizes = [f"{found[run].get('memory', {}).get(name, 0):,.0f} MB" for run in runs]
            told = [f"{c} ({m})" if kind == "whole" else c
                    for c, m in zip(cells, sizes, strict=True)]  # fmt: skip
            lines.append(f"| {name} | {' | '.join(told)} |")
        sums = [sum(found[run]["cpu"].values()) / size * 1000 for run in runs]
        lines.append(f"| all | {' | '.join(f'{s:.1f}' for s in sums)} |")
        if kind == "whole":
            begun = [found[run]["start"] / size * 1000 for run in runs]
            lines.append(
                f"| of that before the first task | {' | '.join(f'{s:.1f}' for s in begun)} |"
            )
            sums = [s - b for s, b in zip(sums, begun, strict=True)]
        if len(sums) == 2:
            lines += ["", f"{kind}: {sums[1] / sums[0]:.2f} × (CPU-milliseconds an article)"]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.scale_cost")
    parser.add_argument("--size", type=int, default=1000, help="articles")
    parser.add_argument("--runs", nargs="+", choices=RUNS, default=RUNS)
    parser.add_argument("--run", choices=RUNS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        feeds = json.load(sys.stdin)
        work = _steps if given.run.startswith("steps") else _whole
        print(json.dumps(work(feeds, given.run)))
        return
    print("\n".join(tables(measure(given.size, given.runs), given.size)))


if __name__ == "__main__":
    main()
