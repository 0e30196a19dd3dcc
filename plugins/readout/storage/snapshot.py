"""Reading the published snapshot: what the UI, the CLI and analysts do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from readout.config import Settings, load_settings
from readout.errors import MigrationError, WarehouseError
from readout.model import Row
from readout.storage.migrations import pending
from readout.storage.postgres import published
from readout.storage.results import Asked
from readout.storage.statements import parameters, statement
from readout.storage.warehouse import (
    NO_SUCH_NAME,
    Connection,
    open_for_reading,
    open_published,
    rows,
    table_names,
)

SELF: Final = "frozen"  # the table in which a frozen snapshot says what it is


@dataclass(frozen=True, slots=True)
class Snapshot(Asked):
    """An open snapshot. Close it soon: while one connection to the path is open, DuckDB
    hands out the old file even after a new one was published."""

    connection: Connection
    path: Path

    def answer(self, name: str, params: Mapping[str, Any]) -> list[Any]:
        """The rows of `sql/<name>.sql`."""
        sql = statement(name)
        return rows(self.connection, sql, parameters(sql, dict(params)))

    def rows_given(self, name: str, given: Mapping[str, Sequence[str]], **params: Any) -> list[Row]:
        """`rows`, of a statement that reads the columns of `given` as the table `given`; its
        column `position` counts them."""
        self.give("given", given, numbered=True)
        try:
            return self.rows(name, **params)
        finally:
            self.connection.unregister("given")

    def give(
        self, table: str, given: Mapping[str, Sequence[str]], *, numbered: bool = False
    ) -> None:
        """Let later statements of this connection read columns of texts as the table `table`.

        Args:
            numbered: whether a column `position` counts the rows, from 0.
        """
        if not numbered and not any(given.values()):
            # The usual case of a report that isn't narrowed down: it needs no pyarrow.
            nothing = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in given)
            told = f'CREATE OR REPLACE TEMP VIEW "{table}" AS SELECT {nothing} WHERE false'
            self.connection.execute(told)
            return
        import pyarrow as pa  # heavy, and only few statements ask for it

        columns = {name: pa.array(values, pa.string()) for name, values in given.items()}
        if numbered:
            size = len(next(iter(columns.values())))
            columns["position"] = pa.array(range(size), pa.int64())
        self.connection.register(table, pa.table(columns))

    def view(
        self, name: str, *, limit: int, offset: int = 0
    ) -> tuple[list[str], int, list[dict[str, Any]]]:
        """Columns, how many rows there are, and a stretch of them, ordered by all columns.

        Args:
            name: of a view of `sql/views`; the caller has made sure of it.
        """
        ((total,),) = self.connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()
        asked = self.connection.execute(
            f'FROM "{name}" ORDER BY ALL LIMIT $limit OFFSET $offset',
            {"limit": limit, "offset": offset},
        )
        columns = [column[0] for column in asked.description or []]
        found = [dict(zip(columns, values, strict=True)) for values in asked.fetchall()]
        return columns, int(total), found


@contextmanager
def open_snapshot(settings: Settings | None = None, path: Path | None = None) -> Iterator[Snapshot]:
    """The published snapshot, which is of this code's schema; or another file of its kind, of any
    age, from which is read what it can answer. Read-only.

    Raises:
        WarehouseError: nothing has been published yet, the file is damaged, or what was asked of
            another file needs a schema that it isn't of.
    """
    settings = settings or load_settings()
    chosen = path or settings.snapshot
    lake = settings.lake if path is None else None
    opening = open_published(settings, lake) if lake else open_for_reading(chosen, settings)
    with opening as con:
        if path is not None:
            with answering({path: other_schema(con)}):
                yield Snapshot(con, path)
            return
        if lacking := pending(con):
            raise WarehouseError(
                "The snapshot was published by an older version",
                resource=str(lake or chosen),
                why=f"it lacks {', '.join(file.stem for _, file in lacking)}",
                mend="readout run publishes it anew, and so does the next resolve_meetings of a "
                "running readout up",
            )
        yield Snapshot(con, chosen)


def published_at(settings: Settings) -> datetime | None:
    """When what readers see was published (aware); None when nothing was."""
    if settings.lake is not None:
        found = published(settings.lake)
        return found[1] if found else None
    try:
        return datetime.fromtimestamp(settings.snapshot.stat().st_mtime, UTC)
    except OSError:
        return None


def other_schema(con: Connection) -> str | None:
    """Who made a file that isn't of this code's schema, and how it differs; None where it is."""
    try:
        lacking = pending(con)
        if not lacking:
            return None
        how = f"so it lacks {', '.join(file.stem for _, file in lacking)}"
    except MigrationError as error:
        how = f"{error.what[0].lower()}{error.what[1:]} ({error.resource})"
    tables = table_names(con)
    made = "an unknown version"
    if SELF in tables:
        ((manifest,),) = con.execute(f"SELECT manifest FROM {SELF}").fetchall()
        made = f"Readout {json.loads(manifest)['software']['readout']}"
    if "schema_version" in tables:
        newest = "SELECT name FROM schema_version ORDER BY version DESC LIMIT 1"
        made += "".join(f" of schema {name}" for (name,) in con.execute(newest).fetchall())
    return f"it was made by {made}, {how}"


@contextmanager
def answering(others: Mapping[Path, str | None]) -> Iterator[None]:
    """Tell of a statement that fails for a name it lacks which file is of another schema.

    Args:
        others: file → what `other_schema` says of it.

    Raises:
        WarehouseError: in the place of DuckDB's error, where one of the files is of another.
    """
    try:
        yield
    except NO_SUCH_NAME as cause:
        strange = {path: why for path, why in others.items() if why}
        if not strange:
            raise
        raise WarehouseError(
            "This version can't answer that from a snapshot of another schema",
            resource=", ".join(map(str, strange)),
            why="; ".join(strange.values()),
            mend="ask the version of Readout that made it (`readout snapshot --list` and the "
            "manifest beside the file name it); what needs nothing of the difference works here",
        ) from cause
