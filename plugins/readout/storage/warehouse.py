"""Opening DuckDB files. The only module that imports duckdb.

Measured and kept in mind here (docs/decisions/0002-storage.md): a writer shuts out every
other process and a lock conflict fails at once, so it is turned into a sentence that
names the holder; a file of storage version 1.5 compresses article bodies and is readable
by DuckDB 1.5 and 2.0 alike; memory, threads and the spill folder are always set.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from readout.config import Settings
from readout.errors import ConfigError, WarehouseError, WarehouseLocked, writing
from readout.places import Lake, endpoint, without_password
from readout.storage import postgres

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
    if settings.lake is not None:
        with _lake_for_loading(settings, settings.lake, wait_seconds) as con:
            yield con
        return
    path = settings.warehouse_file
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


# DuckLake's own default of 10 tries is too few beside maintenance (ducklake #1283).
_LAKE_TRIES = 100
_LAKE_EXTENSIONS = ("postgres_scanner", "ducklake")
_locks: dict[int, postgres.Lock] = {}


def extension(name: str) -> Path:
    """The file of a DuckDB extension, from the package that carries it: never from a server.

    Raises:
        ConfigError: it isn't installed, or is of another version of DuckDB.
    """
    from importlib.util import find_spec

    spec = find_spec(f"duckdb_extension_{name}")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    path = folder / "extensions" / f"v{version()}" / f"{name}.duckdb_extension" if folder else None
    if path is None or not path.is_file():
        raise ConfigError(
            "A lake needs an extension of DuckDB that is not installed",
            resource=f"duckdb-extension-{name.replace('_', '-')}=={version()}",
            why="it comes as a package, of this very version of DuckDB",
            mend="make scale; then .venv-scale/bin/readout …",
        )
    return path


# DuckDB verifies an extension each time that an instance loads it, which is a third of a small
# load: those that are done with their lake wait here for the next. (process, options) → instances.
_idle: dict[tuple[int, str], list[Connection]] = {}
_MOST_IDLE = 2


def _waiting(settings: Settings, lake: Lake) -> list[Connection]:
    return _idle.setdefault((os.getpid(), f"{_options(settings)} {lake.in_s3}"), [])


def _taken(settings: Settings, waiting: list[Connection]) -> Connection:
    with suppress(IndexError):  # another thread may have been quicker
        return waiting.pop()
    return duckdb.connect(":memory:", config=_options(settings))


@contextmanager
def _instance(settings: Settings, lake: Lake) -> Iterator[Connection]:
    """A connection of its own to an instance that nobody else uses, the lake's extensions loaded.
    What it attaches it detaches, or the instance ends."""
    waiting = _waiting(settings, lake)
    base = _taken(settings, waiting)
    con = base.cursor()
    try:
        yield con
        con.execute("USE memory; DETACH wh")
    except BaseException:
        con.close()
        base.close()
        raise
    con.close()
    if len(waiting) < _MOST_IDLE:
        waiting.append(base)
    else:
        base.close()


def attach_lake(con: Connection, lake: Lake, name: str, options: str = "") -> None:
    """ATTACH a lake as `name`; it is made when it isn't there and may be written.

    Args:
        options: more of ATTACH's, in its own words.

    Raises:
        ConfigError: an extension is missing. WarehouseError: it can't be reached.
    """
    for each in _LAKE_EXTENSIONS + (("httpfs",) if lake.in_s3 else ()):
        con.execute(f"LOAD {_text(str(extension(each)))}")
    con.execute(f"SET ducklake_max_retry_count = {_LAKE_TRIES}")
    if lake.in_s3:
        at = endpoint()
        token = f", SESSION_TOKEN {_text(at.token)}" if at.token else ""
        where = f", ENDPOINT {_text(at.host)}, URL_STYLE 'path', USE_SSL {at.tls}"
        where = where if at.host else ""
        con.execute(
            f"CREATE OR REPLACE SECRET readout (TYPE s3, KEY_ID {_text(at.key)}, "
            f"SECRET {_text(at.secret)}, REGION {_text(at.region)}{token}{where})"
        )
        con.execute("SET http_retries = 8")
    try:
        # Rows kept in the catalogue ("inlined") make DuckLake 1.5.5 end inside its maintenance:
        # "Attempted to access index 0 within vector of size 0".
        con.execute(
            f"ATTACH {_text('ducklake:postgres:' + lake.catalogue)} AS {name} "
            f"(DATA_PATH {_text(lake.data)}, DATA_INLINING_ROW_LIMIT 0{options})"
        )
    except duckdb.Error as cause:
        raise _lake_error(lake, cause) from cause


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _lake_error(lake: Lake, cause: Exception) -> WarehouseError:
    told = without_password(str(cause)).strip().splitlines()
    return WarehouseError(
        "The lake can't be read or written now; nothing of an unfinished load was kept",
        resource=str(lake),
        why=told[0] if told else type(cause).__name__,
        mend="see that PostgreSQL and the place of READOUT_DATA can be reached (readout doctor), "
        "then run the step again: nothing is lost",
    )


@contextmanager
def _lake_for_loading(settings: Settings, lake: Lake, wait_seconds: float) -> Iterator[Connection]:
    """The lake, open for writing by us alone."""
    with postgres.lock(lake, wait_seconds) as lock:
        if not lake.in_s3:
            with writing(Path(lake.data)):
                Path(lake.data).mkdir(parents=True, exist_ok=True)
        try:
            with _instance(settings, lake) as con:
                _locks[id(con)] = lock
                try:
                    attach_lake(con, lake, "wh")
                    con.execute("SET TimeZone='UTC'")
                    con.execute("USE wh")
                    yield con
                finally:
                    _locks.pop(id(con), None)
        except (duckdb.OperationalError, duckdb.InternalError) as cause:
            raise _lake_error(lake, cause) from cause


@contextmanager
def attached_for_loading(con: Connection, settings: Settings, name: str) -> Iterator[None]:
    """Another warehouse beside that of `con`, open for writing; made when it isn't there.

    Raises:
        WarehouseLocked, WarehouseError: it can't be opened.
    """
    if (lake := settings.lake) is not None:
        with postgres.lock(lake, 60.0) as lock:
            was = _locks.get(id(con))
            _locks[id(con)] = lock
            attach_lake(con, lake, name)
            try:
                yield
            finally:
                if was is None:
                    _locks.pop(id(con), None)
                else:
                    _locks[id(con)] = was
                con.execute(f"USE memory; DETACH {name}")
        return
    path = settings.warehouse_file
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        con.execute(f"ATTACH {_text(str(path))} AS {name} (STORAGE_VERSION '{STORAGE_VERSION}')")
    except duckdb.Error as cause:
        raise _readable(cause, path, RESTORE) from cause
    try:
        yield
    finally:
        con.execute(f"USE memory; DETACH {name}")


def commit(con: Connection) -> None:
    """COMMIT; of a lake only while we are sure to be its one loader.

    Raises:
        WarehouseError: we aren't any more, and nothing was committed.
    """
    if (lock := _locks.get(id(con))) is not None:
        lock.check()
    con.execute("COMMIT")


@dataclass(slots=True)
class _Published:
    """A lake attached at its published state, for the readers of this process."""

    lake: Lake
    pid: int
    version: int
    at: datetime
    con: Connection


_reading = threading.Lock()
_published: _Published | None = None
_inherited: list[_Published] = []


@contextmanager
def open_published(settings: Settings, lake: Lake) -> Iterator[Connection]:
    """A lake as it was last published, read-only. Loaders are never waited for.

    Attaching takes a good part of a second, so it is done once a process and state.

    Raises:
        WarehouseError: nothing was published, or it can't be read. TemporaryError: the database
            doesn't answer.
    """
    held = _held(settings, lake)
    con = held.con.cursor()
    try:
        con.execute("SET TimeZone='UTC'")
        con.execute("USE wh")
        yield con
    except duckdb.OperationalError as cause:
        raise _lake_error(lake, cause) from cause
    finally:
        con.close()


def _held(settings: Settings, lake: Lake) -> _Published:
    global _published
    found = postgres.published(lake)
    if found is None:
        raise _nothing_yet(str(lake))
    number, at = found
    with _reading:
        held = _published
        if held is not None and (held.lake, held.pid, held.version) == (lake, os.getpid(), number):
            held.at = at
            return held
        if held is not None and held.pid != os.getpid():
            # A fork must not end its parent's instance: that waits for threads which it hasn't.
            _inherited.append(held)
        con = _taken(settings, _waiting(settings, lake))
        attach_lake(con, lake, "wh", f", SNAPSHOT_VERSION {number}")
        _published = _Published(lake, os.getpid(), number, at, con)
        return _published


def _nothing_yet(what: str) -> WarehouseError:
    return WarehouseError(
        "There is no data yet",
        resource=what,
        why="nothing has been published",
        mend="make run, or: readout run",
    )


def is_lake(con: Connection) -> bool:
    """Whether the current database is a lake's."""
    found = con.execute(
        "SELECT type FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchall()
    return bool(found and found[0][0] == "ducklake")


def newest_state(con: Connection) -> int:
    """The number of the lake's newest state."""
    ((number,),) = con.execute("SELECT id FROM wh.current_snapshot()").fetchall()
    return int(number)


@contextmanager
def open_for_reading(path: Path, settings: Settings) -> Iterator[Connection]:
    """A DuckDB file, read-only.

    Raises:
        WarehouseError: there is none, it is damaged, or it is locked.
    """
    if not path.is_file():
        raise _nothing_yet(str(path))
    try:
        con = duckdb.connect(str(path), read_only=True, config=_options(settings))
    except duckdb.Error as cause:
        mend = RESTORE if path == settings.warehouse_file else REPUBLISH
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
