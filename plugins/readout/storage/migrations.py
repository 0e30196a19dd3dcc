"""Bringing a database to the schema of this code.

Numbered files `sql/migrations/NNNN_name.sql`, append-only, each in one transaction
(DuckDB's DDL is transactional). `schema_version` keeps the sha256 of every file that was
applied, so an edited one is noticed instead of silently ignored.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path

from readout.errors import MigrationError
from readout.storage.statements import SQL
from readout.storage.warehouse import NO_SUCH_NAME, Connection, is_lake

FOLDER = SQL / "migrations"

_TABLE = """
CREATE TABLE IF NOT EXISTS schema_version (
    version INTEGER NOT NULL, name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
)
"""


def migration_files(folder: Path = FOLDER) -> list[tuple[int, Path]]:
    """Number and path of every migration, in order.

    Raises:
        MigrationError: two files bear one number.
    """
    files: list[tuple[int, Path]] = []
    for path in sorted(folder.glob("[0-9]*_*.sql")):
        number = int(path.name.split("_", 1)[0])
        if files and files[-1][0] == number:
            raise MigrationError("Two migrations bear one number", resource=path.name)
        files.append((number, path))
    return files


def _sha256(path: Path) -> str:
    # Line ends are folded: a checkout with CRLF is the same migration.
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def pending(con: Connection, folder: Path = FOLDER) -> list[tuple[int, Path]]:
    """The migrations that `con`'s database still lacks.

    Raises:
        MigrationError: an applied file was changed or is gone, or the database is newer.
    """
    applied: dict[int, tuple[str, str]] = {}
    # No list of tables is asked for: a lake binds every view for it.
    with contextlib.suppress(*NO_SUCH_NAME):
        for number, name, digest in con.execute(
            "SELECT version, name, sha256 FROM schema_version"
        ).fetchall():
            applied[number] = (name, digest)
    files = migration_files(folder)
    if applied and (not files or max(applied) > files[-1][0]):
        raise MigrationError(
            "The database is newer than this code",
            resource=f"migration {max(applied)}",
            mend="update Readout, or point READOUT_HOME to another folder",
        )
    numbers = {number for number, _ in files}
    for number, (name, _) in applied.items():
        if number not in numbers:
            raise MigrationError("A migration that was applied is gone", resource=name)
    for number, path in files:
        if number in applied and applied[number][1] != _sha256(path):
            raise MigrationError(
                "A migration was changed after it was applied",
                resource=path.name,
                mend=f"git checkout -- sql/migrations/{path.name}; put the change in a new file",
            )
    return [(number, path) for number, path in files if number not in applied]


# To DuckDB `false` is an expression (a cast of 'f'), and DuckLake takes no default that is one
# together with a new column.
_BOOLEAN = re.compile(r"(ADD COLUMN \w+ BOOLEAN DEFAULT) (true|false)\b", re.IGNORECASE)


def _for_a_lake(sql: str) -> str:
    return _BOOLEAN.sub(r"\1 '\2'", sql)


def migrate(con: Connection, folder: Path = FOLDER) -> list[str]:
    """Apply what is pending to the current database of `con`.

    Returns:
        The names of the files applied, in order.

    Raises:
        MigrationError: see `pending`; or a statement failed, and then nothing of that
            file was kept.
    """
    con.execute(_TABLE)
    lake = is_lake(con)
    done = []
    for number, path in pending(con, folder):
        con.execute("BEGIN")
        try:
            text = path.read_text(encoding="utf-8")
            for part in con.extract_statements(_for_a_lake(text) if lake else text):
                con.execute(part)
            con.execute(
                "INSERT INTO schema_version VALUES (?, ?, ?, now() AT TIME ZONE 'UTC')",
                [number, re.sub(r"\.sql$", "", path.name), _sha256(path)],
            )
            con.execute("COMMIT")
        except Exception as cause:
            con.execute("ROLLBACK")
            raise MigrationError(
                "A migration failed; nothing of it was kept", resource=path.name, why=cause
            ) from cause
        done.append(path.name)
    return done
