"""The command's root: which modules carry commands, and how errors are told."""

from __future__ import annotations

import sys

import typer

from readout.errors import ReadoutError

app = typer.Typer(
    name="readout",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A scheduled news monitor: who met whom and who said what, with the sentence that proves it.",
)


@app.callback()
def _root() -> None:
    """Keeps `readout` a group of commands."""


def _attach() -> None:
    from readout.cli import bodies, extracting, reports

    for module in (bodies, extracting, reports):
        module.attach(app)


def main() -> None:
    """Entry point of `.venv/bin/readout`: our own errors are a sentence and exit code 2."""
    _attach()
    try:
        app()
    except ReadoutError as error:
        print(f"readout: {error}", file=sys.stderr)
        sys.exit(2)
