"""Runs the questions of the README on the published snapshot.

usage: python docs/answers.py [--write]

Prints each answer; with --write puts them into README.md, below their question.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from readout.config import load_settings
from readout.storage.warehouse import Connection, open_for_reading
from written import ROOT

README = ROOT / "README.md"
QUESTION = re.compile(
    r"```sql\n(?P<sql>.*?)```\n<!-- answer -->\n(?P<answer>.*?)<!-- /answer -->", re.DOTALL
)
WIDEST = 52  # characters of a cell: a reader's terminal is not a spreadsheet


def questions(readme: str) -> list[str]:
    """The SQL of every question."""
    return [found["sql"] for found in QUESTION.finditer(readme)]


def answer(con: Connection, sql: str) -> str:
    """The result as a table of plain text."""
    con.execute(sql)
    head = [column[0] for column in con.description or ()]
    return table(head, con.fetchall())


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Columns aligned under their names; long cells cut."""
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *cells, strict=True)]
    lines = [head, ["─" * width for width in widths], *cells]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    told = value.isoformat() if isinstance(value, (date, datetime)) else str(value)
    told = " ".join(told.split())
    return told if len(told) <= WIDEST else told[: WIDEST - 1].rstrip() + "…"


def filled(readme: str, ask: Callable[[str], str]) -> str:
    """The README with every answer renewed."""

    def renew(found: re.Match[str]) -> str:
        told = f"```text\n{ask(found['sql'])}\n```\n"
        return f"```sql\n{found['sql']}```\n<!-- answer -->\n{told}<!-- /answer -->"

    return QUESTION.sub(renew, readme)


def main(write: bool) -> None:
    settings = load_settings()
    readme = README.read_text(encoding="utf-8")
    with open_for_reading(settings.snapshot, settings) as con:
        if write:
            README.write_text(filled(readme, lambda sql: answer(con, sql)), encoding="utf-8")
            return
        for sql in questions(readme):
            print(f"{sql}\n{answer(con, sql)}\n")


if __name__ == "__main__":
    main("--write" in sys.argv[1:])
