"""The PostgreSQL database of a shared installation. The only module that imports psycopg, which
comes with the extra `scale`.

The lake's catalogue lies in it, and beside that, in the schema `readout`, the few things that all
machines must agree on: which state of the lake is published (`publishing`), who may load
(`lock`), and whose turn it is at a host (`turns`). Its clock is everybody's: machines whose
clocks differ don't matter.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from readout.errors import ConfigError, TemporaryError, WarehouseError, WarehouseLocked
from readout.places import Lake, without_password
from readout.storage.statements import statement

if TYPE_CHECKING:
    import psycopg

# One loader at a time, on whatever machine: "READOUT" in ASCII.
_LOADING = 0x524541444F5554
MEND = "see that PostgreSQL runs and READOUT_WAREHOUSE names it: readout doctor"


def connect(lake: Lake) -> psycopg.Connection[Any]:
    """A connection that commits each statement by itself.

    Raises:
        ConfigError: psycopg isn't installed. TemporaryError: the database can't be reached.
    """
    try:
        import psycopg
    except ImportError as cause:
        raise ConfigError(
            "A lake needs packages that are not installed",
            resource=str(lake),
            why=cause,
            mend="make scale; then .venv-scale/bin/readout …",
        ) from cause
    try:
        # Keep-alives: a server that is gone without a word must not hold up a load for hours.
        return psycopg.connect(
            lake.catalogue,
            autocommit=True,
            application_name="readout",
            connect_timeout=10,
            keepalives_idle=20,
            keepalives_interval=5,
            keepalives_count=3,
        )
    except psycopg.Error as cause:
        raise _unreachable(lake, cause) from cause


def _unreachable(lake: Lake, cause: Exception) -> TemporaryError:
    told = without_password(str(cause).strip()).splitlines() or [type(cause).__name__]
    return TemporaryError(
        "The lake's database doesn't answer", resource=str(lake), why=told[0], mend=MEND
    )


_made: set[str] = set()


@contextmanager
def asking(lake: Lake) -> Iterator[Any]:
    """A connection for some statements, with the schema `readout` in place.

    Raises:
        TemporaryError: the database can't be reached, or left in the middle.
    """
    con = connect(lake)
    import psycopg

    try:
        with con:
            if lake.catalogue not in _made:
                con.execute(statement("shared/schema"))
                _made.add(lake.catalogue)
            yield con
    except (psycopg.OperationalError, psycopg.InterfaceError) as cause:
        raise _unreachable(lake, cause) from cause


class Lock:
    """The right to load, held by a session of its own: it ends when that does, however."""

    def __init__(self, lake: Lake, con: psycopg.Connection[Any]) -> None:
        self._lake = lake
        self._con = con

    def check(self) -> None:
        """Raises:
        WarehouseError: the session has ended, so another loader may have begun.
        """
        import psycopg

        try:
            held = self._con.execute(statement("shared/holds"), {"key": _LOADING}).fetchone()
        except psycopg.Error as cause:
            raise self._lost(without_password(str(cause)).strip()) from cause
        if not held or not held[0]:
            raise self._lost("the lock isn't ours any more")

    def _lost(self, why: str) -> WarehouseError:
        return WarehouseError(
            "The lock on the lake was lost; nothing of the load was kept",
            resource=str(self._lake),
            why=why,
            mend="it is loaded again by itself; nothing is lost",
        )


@contextmanager
def lock(lake: Lake, wait_seconds: float) -> Iterator[Lock]:
    """Be the one loader.

    Raises:
        WarehouseLocked: another one is at work after the wait.
    """
    con = connect(lake)
    import psycopg

    try:
        deadline = time.monotonic() + wait_seconds
        try:
            while not _taken(con):
                if time.monotonic() > deadline:
                    raise _held_by(lake, con)
                time.sleep(0.1)
        except psycopg.Error as cause:
            raise _unreachable(lake, cause) from cause
        yield Lock(lake, con)
    finally:
        with suppress(psycopg.Error):
            con.close()


def _taken(con: Any) -> bool:
    return bool(con.execute(statement("shared/take"), {"key": _LOADING}).fetchone()[0])


def _held_by(lake: Lake, con: Any) -> WarehouseLocked:
    found = con.execute(statement("shared/holder"), {"key": _LOADING}).fetchone()
    told = f"{found[0] or 'a process'} (backend {found[1]}) since {found[2]:%H:%M:%S}"
    return WarehouseLocked(
        "The warehouse is being written by another process",
        resource=str(lake),
        why=told if found else "somebody holds it",
        mend="wait until it has finished; its machine and process stand in pg_stat_activity",
    )


def published(lake: Lake) -> tuple[int, datetime] | None:
    """Which state of the lake readers see, and since when (aware); None before the first."""
    con = connect(lake)
    import psycopg

    try:
        with con:  # who only reads may not be allowed to make the schema
            found = con.execute(statement("shared/published")).fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        return None
    except psycopg.Error as cause:
        raise _unreachable(lake, cause) from cause
    return (int(found[0]), found[1]) if found else None


def publish(lake: Lake, version: int) -> None:
    """From now on readers see this state."""
    with asking(lake) as con:
        con.execute(statement("shared/publish"), {"version": version})


_kept: dict[tuple[str, int], Any] = {}


@contextmanager
def kept_connection(lake: Lake) -> Iterator[Any]:
    """A connection that this process keeps for what is asked often; made anew after a failure.

    Raises:
        TemporaryError: the database can't be reached, or left in the middle.
    """
    import psycopg

    named = (lake.catalogue, os.getpid())
    con = _kept.get(named)
    if con is None or con.closed:
        with asking(lake):
            pass  # makes the schema
        con = _kept[named] = connect(lake)
    try:
        yield con
    except (psycopg.OperationalError, psycopg.InterfaceError) as cause:
        with suppress(psycopg.Error):
            con.close()
        raise _unreachable(lake, cause) from cause
