"""From a fresh clone to a finished `make demo`, and the same again: seconds, CPU-seconds, memory.

    python -m bench.start [--times 1]

The clone is of what is committed here; the package cache is whatever the machine has, so that the
first start tells of packages as well (`whole`), and `ready` of the product alone. Seconds depend
on what else the machine does, CPU-seconds much less. Memory is the most of all processes together
(PSS, shared pages counted once), as the product tells it itself.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

READY = re.compile(r"Ready after (\d+) s, memory at most ([\d,]+) MB")
HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Start:
    """One `make demo`."""

    name: str
    whole: float
    cpu: float
    ready: int
    memory: int

    def line(self) -> str:
        return (
            f"| {self.name} | {self.ready} | {self.whole:.0f} | {self.cpu:.0f} | {self.memory:,} |"
        )


def demo(folder: Path, name: str) -> Start:
    """Run it there.

    Raises:
        SystemExit: it failed.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("READOUT_", "PYTHONPATH"))}
    done = subprocess.run(
        ["make", "demo", "PORT=0"],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = READY.search(done.stdout)
    if done.returncode or not found:
        raise SystemExit(f"make demo ended with {done.returncode}:\n{done.stdout[-3000:]}")
    return Start(
        name,
        time.monotonic() - began,
        after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime,
        int(found[1]),
        int(found[2].replace(",", "")),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=1, help="warm starts after the clean one")
    options = parser.parse_args()
    print("| start | ready, s | whole, s | CPU-s | MB at most |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "readout"
        subprocess.run(["git", "clone", "--quiet", str(HERE), str(folder)], check=True)
        print(demo(folder, "clean: fresh clone, packages installed").line(), flush=True)
        for _ in range(options.times):
            print(demo(folder, "warm: the same home again").line(), flush=True)
        subprocess.run(["make", "clean"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        print(demo(folder, "packages there, no data").line(), flush=True)
    print(f"\nload of the machine {os.getloadavg()[1]:.1f} (five minutes)")


if __name__ == "__main__":
    main()
