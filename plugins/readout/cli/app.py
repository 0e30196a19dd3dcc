"""The command's root: which modules carry commands, and how errors are told."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Final

import typer

from readout.errors import ReadoutError, writing

app = typer.Typer(
    name="readout",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A scheduled news monitor: who met whom and who said what, each with its proof.",
)


@app.callback()
def _root() -> None:
    """Keeps `readout` a group of commands."""


# The modules that carry commands, in the order of the help; the others here help these.
ROOMS: Final = (
    "running",
    "reports",
    "searching",
    "snapshots",
    "feeds",
    "watch",
    "alerts",
    "people",
    "meetings",
    "tokens",
    "channels",
    "digests",
    "doctor",
    "extracting",
    "resolving",
    "reextracting",
    "bodies",
    "gate",
)


def _attach() -> None:
    """Every module of `ROOMS` hangs its commands on."""
    for room in ROOMS:
        importlib.import_module(f"{__package__}.{room}").attach(app)


def main() -> None:
    """Entry point of `.venv/bin/readout`: our own errors are a sentence and exit code 2."""
    _attach()
    try:
        app()
    except ReadoutError as error:
        print(f"readout: {error}", file=sys.stderr)
        sys.exit(2)
    except OSError as cause:
        try:  # a full disk or a folder that can't be written is a sentence wherever it happens
            with writing(Path.cwd()):
                raise cause
        except ReadoutError as error:
            print(f"readout: {error}", file=sys.stderr)
            sys.exit(2)
