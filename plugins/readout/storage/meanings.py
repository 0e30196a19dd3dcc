"""What tables, views and columns mean, and putting that into the database.

One source for docs/tables.md and for the comments in the file that people open: the comments of
`sql/migrations` and `sql/views`, and `sql/columns.toml` for columns that bear none there.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Final

from readout.storage.migrations import migrate, migration_files
from readout.storage.statements import SQL, head_comment, names, statement
from readout.storage.warehouse import Connection, is_lake, memory

INTERNAL: Final = "Internal (may change with any version): "
_COLUMN = re.compile(
    r"^\s{4}(?P<name>\w+)\s+(?P<type>[A-Z]+(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?)"
    r"(?P<rest>[^-]*(?:-(?!-)[^-]*)*)(?:--\s*(?P<note>.*))?$"
)
_ADDED = re.compile(
    r"^ALTER TABLE (?P<table>\w+) ADD COLUMN (?:IF NOT EXISTS )?"
    r"(?P<name>\w+)\s+(?P<type>[A-Z]+(?:\[\])?)"
    r"[^;]*;\s*(?:--\s*(?P<note>.*))?$"
)


@dataclass(slots=True)
class Relation:
    """A table or view: `columns` are (name, type, meaning), in their order."""

    name: str
    kind: str  # table | view
    about: str
    internal: bool = False
    columns: list[tuple[str, str, str]] = field(default_factory=list)


def view_names() -> list[str]:
    """The views, each after those that it reads."""
    ours = [name.removeprefix("views/") for name in names("views")]
    reads = {
        name: {o for o in ours if o != name and re.search(rf"\b{o}\b", _code(name))}
        for name in ours
    }
    return list(TopologicalSorter(reads).static_order())


def _code(view: str) -> str:
    return "\n".join(line.split("--")[0] for line in statement(f"views/{view}").splitlines())


@cache
def relations() -> tuple[Relation, ...]:
    """Every view, then every table, as the migrations of this code make them."""
    with memory() as con:
        migrate(con)
        _make_views(con)
        known = con.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE database_name = current_database() AND NOT internal "
            "ORDER BY table_name, column_index"
        ).fetchall()
    told = _told()
    given: dict[str, Any] = tomllib.loads((SQL / "columns.toml").read_text(encoding="utf-8"))
    everywhere, internal = given.pop("everywhere"), set(given.pop("internal"))
    views = view_names()
    found: dict[str, Relation] = {}
    for name in sorted(views):
        about = " ".join(head_comment(SQL / "views" / f"{name}.sql").split())
        found[name] = Relation(name, "view", about)
    for name, (about, _) in told.items():
        found[name] = Relation(name, "table", about, name in internal)
    for table, column, type_ in known:
        if table not in found:
            found[table] = Relation(table, "table", given.get(table, {}).get("about", ""), True)
        meaning = (
            told.get(table, ("", {}))[1].get(column)
            or given.get(table, {}).get(column)
            or everywhere.get(column, "")
        )
        found[table].columns.append((column, type_, meaning))
    for relation in found.values():
        relation.about = relation.about or given.get(relation.name, {}).get("about", "")
    return tuple(found.values())


def _told() -> dict[str, tuple[str, dict[str, str]]]:
    """Table → what its migration says of it and of its columns."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for _, path in migration_files():
        _read(path.read_text(encoding="utf-8"), found)
    return found


def _read(sql: str, found: dict[str, tuple[str, dict[str, str]]]) -> None:
    comment: list[str] = []
    columns: dict[str, str] | None = None
    used = False  # the comment stands over an added column: the next ones may share it
    for line in sql.splitlines():
        if line.startswith("--"):
            comment, used = ([], False) if used else (comment, False)
            comment.append(line.lstrip("- ").rstrip())
        elif made := re.match(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \(", line):
            columns = {}
            found[made[1]] = (" ".join(" ".join(comment).split()), columns)
        elif columns is not None and line.startswith(")"):
            columns, comment = None, []
        elif columns is not None and (column := _COLUMN.match(line)):
            columns[column["name"]] = (column["note"] or "").strip()
        elif added := _ADDED.match(line):
            note = (added["note"] or " ".join(comment)).strip()
            found[added["table"]][1][added["name"]] = note
            used = True
        elif not line.strip():
            comment = []


def describe(con: Connection) -> bool:
    """Make the views, and comment every table, view and column of the current database, unless
    this version has done so.

    Returns:
        Whether anything was written.
    """
    mark = _fingerprint()
    was = con.execute(
        "SELECT comment FROM duckdb_tables() WHERE table_name = 'schema_version' "
        "AND database_name = current_database()"
    ).fetchall()
    if was and was[0][0] and was[0][0].endswith(mark):
        return False
    lake = is_lake(con)
    con.execute("BEGIN")
    try:
        _make_views(con)
        for relation in relations():
            about = (INTERNAL if relation.internal else "") + relation.about
            if relation.name == "schema_version":
                about = f"{about} Described as {mark}"
            kind = relation.kind.upper()
            con.execute(f'COMMENT ON {kind} "{relation.name}" IS {_literal(about)}')
            # DuckLake comments no columns of views; the tables below them say the same.
            columns = [] if lake and relation.kind == "view" else relation.columns
            for column, _, meaning in columns:
                con.execute(
                    f'COMMENT ON COLUMN "{relation.name}"."{column}" IS {_literal(meaning)}'
                )
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    return True


def _make_views(con: Connection) -> None:
    for name in view_names():
        con.execute(f'CREATE OR REPLACE VIEW "{name}" AS\n{statement(f"views/{name}")}')


def _fingerprint() -> str:
    """Of every file that the comments and views come from."""
    told = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=8)
    views = [SQL / f"{name}.sql" for name in names("views")]
    for path in (*(p for _, p in migration_files()), *views, SQL / "columns.toml"):
        told.update(path.name.encode() + b"\0" + path.read_bytes())
    return told.hexdigest()


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
