"""The command's root: which modules carry commands, and how errors are told."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

import typer

from readout.errors import ReadoutError

app = typer.Typer(
    name="readout",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A scheduled news monitor: who met whom and who said what, each with its proof.",
)


@app.callback()
def _root() -> None:
    """Keeps `readout` a group of commands."""


def _attach() -> None:
    """Every module beside this one that has an `attach` hangs its commands on."""
    for found in pkgutil.iter_modules([str(Path(__file__).parent)], f"{__package__}."):
        attach = getattr(importlib.import_module(found.name), "attach", None)
        if attach is not None:
            attach(app)


def main() -> None:
    """Entry point of `.venv/bin/readout`: our own errors are a sentence and exit code 2."""
    _attach()
    try:
        app()
    except ReadoutError as error:
        print(f"readout: {error}", file=sys.stderr)
        sys.exit(2)
