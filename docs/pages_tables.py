"""docs/tables.md, from the comments of the migrations, views and reports, and sql/columns.toml."""

from __future__ import annotations

from pathlib import Path

from readout.storage.meanings import Relation, relations
from written import ROOT, WRITTEN


def tables_page() -> str:
    """Every view and table with its columns and what they mean; the reports."""
    found = relations()
    views = [r for r in found if r.kind == "view"]
    tables = [r for r in found if r.kind == "table" and not r.internal]
    internal = [r for r in found if r.internal]
    lines = [WRITTEN, "# Tables\n", _INTRODUCTION, "# Views\n", _VIEWS]
    for relation in views:
        lines += _section(relation)
    lines += ["# Tables of facts\n"]
    for relation in tables:
        lines += _section(relation)
    lines += ["# Tables of the machinery\n", _INTERNAL]
    for relation in internal:
        lines += _section(relation)
    lines += ["# Reports\n", "`readout report NAME`, from `sql/reports/`.\n"]
    for path in sorted((ROOT / "sql" / "reports").glob("*.sql")):
        lines.append(f"- **{path.stem}**: {_head_comment(path)}")
    return "\n".join(lines).rstrip() + "\n"


_INTRODUCTION = """\
The published snapshot, `var/live/readout.duckdb` (of the sample `var/sample/…`), holds these
views and tables, and says the same of each in its comments (`FROM duckdb_columns()`). Times are
UTC, a day is a DATE. `start_char` and `end_char` are `[start, end)` in
characters of `revisions.body`, so
`substr(body, start_char + 1, end_char - start_char)` is always the words meant. Ids are
hashes made by the program; joining by equal ids is safe, and no table has a declared key.
"""

_VIEWS = """\
For people who open the file: each answers one question, counts only what is in force, and keeps
its columns from version to version.
"""

_INTERNAL = """\
They stand in the same schema as the others
([why](decisions/0040-tables-stay-in-one-schema.md)); their comments begin with *Internal*:
`FROM duckdb_tables() WHERE comment NOT LIKE 'Internal%'` lists the rest.
"""


def _section(relation: Relation) -> list[str]:
    lines = [f"## {relation.name}\n"]
    lines += [_cell(relation.about) + "\n"] if relation.about else []
    lines += ["| column | type | |", "|---|---|---|"]
    lines += [f"| `{n}` | {t} | {_cell(about)} |" for n, t, about in relation.columns]
    return [*lines, ""]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _head_comment(path: Path) -> str:
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.lstrip("- "))
    return " ".join(" ".join(lines).split())
