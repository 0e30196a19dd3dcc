"""The contract of every command that reads JSONL and writes JSONL.

Order is kept, one output line for each input line, and one bad line never ends the run: its
output has an `error` key instead (with the line's `id` where it could be read).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from readout.errors import ConfigError, ReadoutError
from readout.model import Row


def transform(source: Path | None, work: Callable[[Row], Row]) -> None:
    """Apply `work` to every line of `source` (None or `-`: stdin) and print the results.

    Raises:
        ConfigError: the file can't be read.
    """
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("reading", total=_count(source))
        for number, line in _lines(source):
            sys.stdout.write(_dumps(_one(number, line, work)) + "\n")
            sys.stdout.flush()
            progress.advance(task)


def read_rows(source: Path | None) -> Iterator[Row]:
    """Every line's object, for commands that must see all of them before they answer one; a
    line that holds none comes as the row to print for it (`id` null, `error`).

    Raises:
        ConfigError: the file can't be read.
    """
    for number, line in _lines(source):
        yield _one(number, line, lambda row: row)


def write_row(row: Row) -> None:
    """Print one result line."""
    sys.stdout.write(_dumps(row) + "\n")
    sys.stdout.flush()


def _one(number: int, line: str, work: Callable[[Row], Row]) -> Row:
    row: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("the line is no JSON object")
        return work(row)
    except (ReadoutError, ValueError, KeyError, TypeError, OSError) as cause:
        told = f"missing key {cause}" if isinstance(cause, KeyError) else str(cause)
        ident = row.get("id") if isinstance(row, dict) else None
        return {"id": ident, "error": f"line {number}: {told}"}
    except Exception as cause:  # one bad line never ends the run, whatever it broke
        ident = row.get("id") if isinstance(row, dict) else None
        return {"id": ident, "error": f"line {number}: {type(cause).__name__}: {cause}"}


def _lines(source: Path | None) -> Iterator[tuple[int, str]]:
    if source is None or str(source) == "-":
        stream = sys.stdin.buffer
        yield from _numbered(stream)
        return
    try:
        with source.open("rb") as file:
            yield from _numbered(file)
    except OSError as cause:
        raise ConfigError("The input can't be read", resource=str(source), why=cause) from cause


def _numbered(stream: Any) -> Iterator[tuple[int, str]]:
    # Only \n ends a line: U+2028 and friends occur inside JSON strings.
    for number, raw in enumerate(stream, 1):
        line = raw.decode("utf-8", "replace").strip()
        if line:
            yield number, line


def _count(source: Path | None) -> int | None:
    if source is None or str(source) == "-" or not source.is_file():
        return None
    with source.open("rb") as file:
        return sum(1 for line in file if line.strip())


def _dumps(row: Row) -> str:
    # A lone surrogate can't be written as UTF-8; escaped, it can.
    text = json.dumps(row, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(row)
    return text
