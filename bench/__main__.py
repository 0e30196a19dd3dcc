"""Speed and memory of Readout, as figures with targets: `make bench`.

Every module here that has `def run() -> list[Figure]` is a bench. Each runs in a process of
its own, so that one's memory is not another's peak, and a bench that fails costs only its
own figures. Figures are CPU-seconds of one core and ratios to a floor measured in the same
run; wall time on a shared machine says little.

    python -m bench                       all
    python -m bench pages copies          some
    python -m bench pages --pages FILE    real pages: a JSON list of {"id", "url", "file"}
    python -m bench feeds --feeds FILE    labelled feeds: see bench/feeds.py
    python -m bench --json                for a program

The exit code is 1 when a bench failed or, with --strict, when a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

from bench.figures import Figure, as_lines, from_json, to_json

HERE = Path(__file__).resolve().parent
MARK = "figures: "


def bench_names() -> list[str]:
    """The modules that are benches, sorted. They are recognised by their text: importing
    all of them here would load every library that any of them measures."""
    return sorted(
        path.stem
        for path in HERE.glob("*.py")
        if "\ndef run() -> list[Figure]:" in path.read_text(encoding="utf-8")
    )


def run_here(name: str) -> None:
    """The child's part: run one bench and print its figures as the last line."""
    figures: list[Figure] = importlib.import_module(f"bench.{name}").run()
    print(MARK + to_json(figures), flush=True)


def run_apart(name: str, environment: dict[str, str]) -> tuple[list[Figure], str | None]:
    """Run one bench in a child. Returns its figures, and what went wrong if it failed."""
    child = subprocess.run(
        [sys.executable, "-m", "bench", "--child", name],
        cwd=HERE.parent,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    last = child.stdout.strip().rpartition("\n")[2]
    if child.returncode or not last.startswith(MARK):
        return [], f"{name} failed (exit {child.returncode})"
    return from_json(last.removeprefix(MARK)), None


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(bench_names()))
    parser.add_argument("--pages", type=Path, help="JSON list of saved pages")
    parser.add_argument("--feeds", type=Path, help="JSON list of labelled feeds")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--strict", action="store_true", help="a missed target is a failure")
    parser.add_argument("--child", metavar="NAME", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        run_here(chosen.child)
        return 0
    known = bench_names()
    if unknown := [name for name in chosen.names if name not in known]:
        parser.error(f"no bench named {', '.join(unknown)}; there are: {', '.join(known)}")
    environment = dict(os.environ)
    if chosen.pages:
        environment["READOUT_BENCH_PAGES"] = str(chosen.pages.resolve())
    if chosen.feeds:
        environment["READOUT_BENCH_FEEDS"] = str(chosen.feeds.resolve())
    figures: list[Figure] = []
    failures: list[str] = []
    for name in chosen.names or known:
        found, failure = run_apart(name, environment)
        figures += found
        if failure:
            failures.append(failure)
        if not chosen.json:
            print(
                "\n".join(as_lines(found) or [failure or f"{name}: nothing measured"]), flush=True
            )
    if chosen.json:
        print(to_json(figures))
    for failure in failures:
        print(failure, file=sys.stderr)
    missed = any(figure.met is False for figure in figures)
    return 1 if failures or (chosen.strict and missed) else 0


if __name__ == "__main__":
    sys.exit(main())
