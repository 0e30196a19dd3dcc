"""Where a command's rows go: to the screen as a table, to stdout, or to a file of some form."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from readout.errors import ConfigError, did_you_mean, writing

FORMS: Final = ("csv", "json", "parquet", "xlsx")
Json = Annotated[bool, typer.Option("--json", help="JSON, one object a row.")]
Csv = Annotated[bool, typer.Option("--csv", help="CSV with a header line.")]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", "-o", metavar="FILE", help="A file to write: .csv, .json, .parquet or .xlsx."
    ),
]


def form_of(as_json: bool, as_csv: bool, out: Path | None) -> str:
    """`table`, or the form that is asked for.

    Raises:
        ConfigError: two are asked for, or the file's name tells none.
    """
    told = [form for form, on in (("json", as_json), ("csv", as_csv)) if on]
    if len(told) > 1:
        raise ConfigError("Only one of --json and --csv can be printed")
    if out is None:
        return told[0] if told else "table"
    suffix = out.suffix.removeprefix(".").lower()
    form = told[0] if told else suffix
    if form not in FORMS:
        raise ConfigError(
            f"The file's name doesn't tell its form{did_you_mean(suffix, FORMS)}",
            resource=str(out),
            mend="end it with " + ", ".join(f".{f}" for f in FORMS),
        )
    return form


def give(
    form: str,
    out: Path | None,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
    types: Mapping[str, str] | None = None,
) -> None:
    """Print the rows in this form, or write them to `out`, whole or not at all, and say how many.

    Raises:
        ConfigError: the form doesn't hold so many rows. TemporaryError: the disk refuses.
    """
    from readout.rendering.exports import exported

    made = exported(form, rows, columns, types)
    if out is None:
        sys.stdout.write(made.decode("utf-8"))
        return
    working = out.with_name(f".{out.name}.{os.getpid()}")
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            working.write_bytes(made)
            os.replace(working, out)
        finally:
            working.unlink(missing_ok=True)
    from readout.rendering.words import counted

    print(f"{counted(len(rows), 'row')} in {out}", file=sys.stderr)
