"""Opening DuckDB files. The only module that imports duckdb.

Measured and kept in mind here (docs/decisions/0002-storage.md): a writer shuts out every
other process and a lock conflict fails at once, so it is turned into a sentence that
names the holder; a file of storage version 1.5 compresses article bodies and is readable
by DuckDB 1.5 and 2.0 alike; memory, threads and the spill folder are always set.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from readout.config import Settings
from readout.errors import WarehouseError, WarehouseLocked, writing

Connection = duckdb.DuckDBPyConnection
# What a statement raises that names a table or column which the file doesn't have.
NO_SUCH_NAME = (duckdb.BinderException, duckdb.CatalogException)

# A newer storage version would lock out the duckdb command line, which lags behind.
STORAGE_VERSION = "v1.5.0"
RESTORE = "readout doctor; to start from the last published copy: readout restore"
# A snapshot is only a copy: the next chain makes it anew, and so does a run by hand.
REPUBLISH = "readout run publishes it anew from the warehouse, where nothing is lost"


def _options(settings: Settings) -> dict[str, Any]:
    spill = settings.home / "tmp"
    with writing(spill):
        spill.mkdir(parents=True, exist_ok=True)
    return {
        "threads": settings.threads,
        "memory_limit": settings.memory_limit,
        "temp_directory": str(spill),
        # Nothing may be fetched from an extension server at run time.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }


# How DuckDB says that another process holds the file. A damaged one has "blocks" in what it says.
_LOCKED = re.compile(r"could not set lock|conflicting lock|already open in another", re.IGNORECASE)
_FULL = re.compile(r"no space left|disk quota|read-only file system|permission denied", re.I)


def _readable(cause: Exception, path: Path, mend: str) -> WarehouseError:
    """Our sentence for what DuckDB said when it could not open `path`."""
    text = str(cause)
    if _LOCKED.search(text):
        holder = re.search(r"PID (\d+)", text)
        pid = holder[1] if holder else "unknown"
        return WarehouseLocked(
            "The warehouse is being written by another process",
            resource=str(path),
            why=f"process {pid} holds it",
            mend=f"wait until it has finished, or look at it with: ps -fp {pid}",
        )
    first = text.strip().splitlines()[0] if text.strip() else type(cause).__name__
    if _FULL.search(text):
        mend = "free disk space or mend the folder's rights; nothing that was loaded is lost"
    return WarehouseError(
        "The database file can't be opened", resource=str(path), why=first, mend=mend
    )


@contextmanager
def memory() -> Iterator[Connection]:
    """An empty in-memory database, for schemas and tests."""
    con = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})
    try:
        yield con
    finally:
        con.close()


@contextmanager
def open_for_loading(settings: Settings, *, wait_seconds: float = 60.0) -> Iterator[Connection]:
    """The warehouse, open for writing; made when it isn't there. Only the loader calls this.

    The Airflow pool `warehouse` keeps loaders apart; `wait_seconds` covers a CLI command
    and a Dag that meet, since DuckDB itself does not wait.

    Raises:
        WarehouseLocked: another process still holds it after the wait.
        WarehouseError: the file is damaged or not ours.
    """
    path = settings.warehouse
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_seconds
    con = duckdb.connect(":memory:", config=_options(settings))
    try:
        while True:
            try:
                quoted = str(path).replace("'", "''")
                con.execute(f"ATTACH '{quoted}' AS wh (STORAGE_VERSION '{STORAGE_VERSION}')")
                break
            except duckdb.Error as cause:
                error = _readable(cause, path, RESTORE)
                if not isinstance(error, WarehouseLocked) or time.monotonic() > deadline:
                    raise error from cause
                time.sleep(0.2)
        con.execute("SET TimeZone='UTC'")
        con.execute("USE wh")
        yield con
    except (duckdb.FatalException, duckdb.IOException) as cause:
        # A full disk, or "database has been invalidated" after one: the connection is dead, the
        # file is not. A retry opens it again with every commit in place.
        raise WarehouseError(
            "The database stopped in the middle of its work",
            resource=str(path),
            why=str(cause).splitlines()[0],
            mend="free disk space, then run the step again: nothing that was loaded is lost",
        ) from cause
    finally:
        con.close()


@contextmanager
def open_for_reading(path: Path, settings: Settings) -> Iterator[Connection]:
    """A DuckDB file, read-only.

    Raises:
        WarehouseError: there is none, it is damaged, or it is locked.
    """
    if not path.is_file():
        raise WarehouseError(
            "There is no data yet",
            resource=str(path),
            why="nothing has been published",
            mend="make run, or: readout run",
        )
    try:
        con = duckdb.connect(str(path), read_only=True, config=_options(settings))
    except duckdb.Error as cause:
        mend = RESTORE if path == settings.warehouse else REPUBLISH
        raise _readable(cause, path, mend) from cause
    try:
        con.execute("SET TimeZone='UTC'")
        yield con
    finally:
        con.close()


def rows(
    con: Connection, sql: str, params: dict[str, Any] | Sequence[Any] | None = None
) -> list[dict[str, Any]]:
    """Run one statement and return its rows as dicts, in order."""
    cursor = con.execute(sql, params) if params else con.execute(sql)
    columns = [column[0] for column in cursor.description or []]
    return [dict(zip(columns, values, strict=True)) for values in cursor.fetchall()]


def table_names(con: Connection) -> list[str]:
    """The tables of the current database, views and temporary tables left out."""
    found = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() "
        "AND NOT internal AND NOT temporary ORDER BY table_name"
    )
    return [name for (name,) in found.fetchall()]


def version() -> str:
    return str(duckdb.__version__)
