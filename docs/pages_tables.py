"""docs/tables.md, from the comments of the migrations and the reports."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from written import ROOT, WRITTEN


@dataclass
class _Table:
    name: str
    about: str
    columns: list[tuple[str, str, str]] = field(default_factory=list)  # name, type, meaning


_COLUMN = re.compile(
    r"^\s{4}(?P<name>\w+)\s+(?P<type>[A-Z]+(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?)"
    r"(?P<rest>[^-]*(?:-(?!-)[^-]*)*)(?:--\s*(?P<note>.*))?$"
)
_ADDED = re.compile(
    r"^ALTER TABLE (?P<table>\w+) ADD COLUMN (?:IF NOT EXISTS )?"
    r"(?P<name>\w+)\s+(?P<type>[A-Z]+(?:\[\])?)"
    r"[^;]*;\s*(?:--\s*(?P<note>.*))?$"
)


def tables_page() -> str:
    """Every table with its columns, as the migrations declare and comment them; the reports."""
    tables: dict[str, _Table] = {}
    for path in sorted((ROOT / "sql" / "migrations").glob("*.sql")):
        _read_migration(path.read_text(encoding="utf-8"), tables)
    lines = [WRITTEN, "# Tables\n", _INTRODUCTION]
    for table in tables.values():
        lines += [f"## {table.name}\n"]
        lines += [table.about + "\n"] if table.about else []
        lines += ["| column | type | |", "|---|---|---|"]
        lines += [f"| `{n}` | {t} | {about} |" for n, t, about in table.columns]
        lines.append("")
    lines += ["# Reports\n", "`readout report NAME`, from `sql/reports/`.\n"]
    for path in sorted((ROOT / "sql" / "reports").glob("*.sql")):
        lines.append(f"- **{path.stem}**: {_head_comment(path)}")
    return "\n".join(lines).rstrip() + "\n"


_INTRODUCTION = """\
The published snapshot, `var/live/readout.duckdb` (of the sample `var/sample/…`), holds these
tables. Times are UTC, a day is a DATE. `start_char` and `end_char` are `[start, end)` in
characters of `revisions.body`, so
`substr(body, start_char + 1, end_char - start_char)` is always the words meant. Ids are
hashes made by the program; joining by equal ids is safe, and no table has a declared key.
"""


def _read_migration(sql: str, tables: dict[str, _Table]) -> None:
    comment: list[str] = []
    table: _Table | None = None
    for line in sql.splitlines():
        if line.startswith("--"):
            comment.append(line.lstrip("- ").rstrip())
        elif found := re.match(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \(", line):
            table = tables[found[1]] = _Table(found[1], _cell(" ".join(comment)))
        elif table is not None and line.startswith(")"):
            table, comment = None, []
        elif table is not None and (column := _COLUMN.match(line)):
            table.columns.append((column["name"], column["type"], _cell(column["note"] or "")))
        elif added := _ADDED.match(line):
            told = (added["name"], added["type"], _cell(added["note"] or ""))
            tables[added["table"]].columns.append(told)
        elif not line.strip():
            comment = []


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _head_comment(path: Path) -> str:
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.lstrip("- "))
    return " ".join(" ".join(lines).split())
