"""Reading the published snapshot: what the UI, the CLI and analysts do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readout.config import Settings, load_settings
from readout.errors import WarehouseError
from readout.model import Row
from readout.storage.migrations import pending
from readout.storage.statements import parameters, statement
from readout.storage.warehouse import Connection, open_for_reading, rows


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An open snapshot. Close it soon: while one connection to the path is open, DuckDB
    hands out the old file even after a new one was published."""

    connection: Connection
    path: Path

    def rows(self, name: str, **params: Any) -> list[Row]:
        """Run `sql/<name>.sql` with `$param` values; parameters it doesn't name are ignored.

        Returns:
            The rows as dicts, in the order of the statement.
        """
        sql = statement(name)
        return rows(self.connection, sql, parameters(sql, params))


@contextmanager
def open_snapshot(settings: Settings | None = None) -> Iterator[Snapshot]:
    """The published snapshot, read-only.

    Raises:
        WarehouseError: nothing has been published yet, or the file is damaged.
    """
    settings = settings or load_settings()
    with open_for_reading(settings.snapshot, settings) as con:
        if lacking := pending(con):
            raise WarehouseError(
                "The snapshot was published by an older version",
                resource=str(settings.snapshot),
                why=f"it lacks {', '.join(path.stem for _, path in lacking)}",
                mend="readout run publishes it anew, and so does the next resolve_meetings of a "
                "running readout up",
            )
        yield Snapshot(con, settings.snapshot)
