"""Statements that decide something: rows in, rows out.

One case a file, `tests/sql/<room>/<statement>/<case>.yaml`, for `sql/<room>/<statement>.sql`::

    says: what the case shows
    now: 2024-03-10 12:00:00           what $now is, noon of that day if left out
    given: {limit: 10}                 other parameters
    before: [resolve/current]          statements to run first, with the same parameters
    rows:                              table (also stg_…, or a table of its own) → its rows
      feeds:
        - {feed_id: a, health: ok}     columns left out are empty: null, 0, '' or an epoch
    gives:                             the rows that come out, in order (with `any_order: true`,
      - {feed_id: a}                   in any); columns left out are not compared
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from readout.config import ROOT
from readout.storage.loader import create_staging_tables
from readout.storage.migrations import migrate
from readout.storage.statements import parameters, statement
from readout.storage.warehouse import Connection, memory, rows

_HERE = Path(__file__).parent
_CASES = sorted(_HERE.glob("*/*/*.yaml"))
_NOON = datetime(2024, 3, 10, 12)
_TYPES = (ROOT / "plugins" / "readout" / "storage" / "results.pyi").read_text(encoding="utf-8")
_NAMES: dict[type, str] = {
    **{kind: rf"\b{kind.__name__}\b" for kind in (str, bool, float, int, datetime, date, time)},
    list: r"\blist\[",
    dict: r"\bMapping\[",
    type(None): r"\bNone\b",
}
_EMPTY = {
    "VARCHAR": "",
    "BOOLEAN": False,
    "DOUBLE": 0.0,
    "TIMESTAMP": datetime(1970, 1, 1),
    "DATE": datetime(1970, 1, 1).date(),
}


@pytest.fixture(scope="module")
def schema() -> Iterator[Connection]:
    with memory() as con:
        migrate(con)
        create_staging_tables(con)
        yield con


def _fill(con: Connection, table: str, records: list[dict[str, Any]]) -> None:
    """Insert rows; what they leave out is null where it may be, else empty."""
    found = con.execute(f"PRAGMA table_info('{table}')").fetchall()
    columns = {name: (kind, needed) for _, name, kind, needed, *_ in found}
    for record in records:
        unknown = record.keys() - columns.keys()
        assert not unknown, f"{table} has no column {sorted(unknown)}"
        full = {
            name: record.get(name, ([] if kind.endswith("[]") else _EMPTY.get(kind, 0)))
            for name, (kind, needed) in columns.items()
            if needed or name in record
        }
        con.execute(
            f"INSERT INTO {table} ({', '.join(full)}) VALUES ({', '.join('?' * len(full))})",
            list(full.values()),
        )


def _typed(name: str) -> dict[str, str]:
    """Column → type of a statement's rows, by plugins/readout/storage/results.pyi; none for one
    that gives no rows."""
    words = "".join(part.capitalize() for part in re.split("[/_]", name))
    match = re.search(rf"^class {words}Row\(TypedDict\):\n((?:    .*\n)+)", _TYPES, re.MULTILINE)
    told = match[1].splitlines() if match is not None else []
    return dict(line.strip().split(": ", 1) for line in told)


def _strange(name: str, row: dict[str, Any]) -> list[str]:
    """The columns of a row that aren't of their type, or not known."""
    typed = _typed(name)
    return [
        column
        for column, value in row.items()
        if typed
        and (column not in typed or not re.search(_NAMES.get(type(value), "Any"), typed[column]))
    ]


def _only(row: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in wanted}


@pytest.mark.parametrize("path", _CASES, ids=lambda p: str(p.relative_to(_HERE).with_suffix("")))
def test_rows_in_rows_out(schema: Connection, path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    name = str(path.parent.relative_to(_HERE))
    given = {"now": case.get("now", _NOON), **case.get("given", {})}
    schema.execute("BEGIN")
    try:
        for table, records in case["rows"].items():
            _fill(schema, table, records)
        for first in case.get("before", ()):
            schema.execute(statement(first), parameters(statement(first), given)).fetchall()
        sql = statement(name)
        found = rows(schema, sql, parameters(sql, given))
    finally:
        schema.execute("ROLLBACK")
    for row in found:
        assert not _strange(name, row), f"results.pyi says otherwise of {name}"
    want = case["gives"]
    assert len(found) == len(want), f"{case['says']}: {found}"
    told = [_only(row, one) for row, one in zip(found, want, strict=True)]
    if case.get("any_order"):
        keys = list(want[0]) if want else []
        told = [{k: row[k] for k in keys} for row in found]
        assert sorted(map(repr, told)) == sorted(map(repr, want)), case["says"]
    else:
        assert told == want, case["says"]


def test_every_folder_is_a_statement() -> None:
    for folder in {path.parent for path in _CASES}:
        assert statement(str(folder.relative_to(_HERE)))
