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

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from readout.storage.loader import create_staging_tables
from readout.storage.migrations import migrate
from readout.storage.statements import parameters, statement
from readout.storage.warehouse import Connection, memory, rows

_HERE = Path(__file__).parent
_CASES = sorted(_HERE.glob("*/*/*.yaml"))
_NOON = datetime(2024, 3, 10, 12)
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
