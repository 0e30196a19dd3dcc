"""Giving back the space of deleted rows: DuckDB's VACUUM does not shrink a file, and a lake keeps
every state it ever had, in files as small as the loads were."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from readout.config import Settings
from readout.places import Lake
from readout.storage.migrations import migrate
from readout.storage.postgres import published
from readout.storage.statements import statement
from readout.storage.warehouse import STORAGE_VERSION, Connection, open_for_loading, rows

# A lake's old states can be asked for (`AT (VERSION => n)`) for so long, and files that none of
# them names stay a while for readers that have begun.
KEEP_DAYS: Final = 7
UNUSED_DAYS: Final = 2


# A rewriting reads and writes all there is. Done when so much has come, it costs the same a day
# however large the file has become; what is free until then is written into again.
WORTH_IT: Final = 0.25


def is_worth_it(settings: Settings) -> bool:
    """Whether the file has grown by a quarter since it was last rewritten, or a quarter of it is
    free; of a lake always, whose every load leaves small files."""
    if settings.lake is not None:
        return True
    try:
        size = settings.warehouse_file.stat().st_size
        if size >= (1 + WORTH_IT) * int(_note(settings).read_text(encoding="ascii")):
            return True
    except (OSError, ValueError):
        return True
    with open_for_loading(settings) as con:
        (found,) = rows(con, statement("maintaining/free_blocks"))
    return bool(found["free"] >= WORTH_IT * found["blocks"])


def _note(settings: Settings) -> Path:
    """Where the size of the file is noted as it was rewritten last, in bytes."""
    path = settings.warehouse_file
    return path.with_name(f".{path.name}.compacted")


def compact(settings: Settings) -> tuple[int, int]:
    """Rewrite the warehouse file without its holes; of a lake make few large files of many small
    ones, and forget states older than `KEEP_DAYS`.

    The new file takes the old one's place only when it is complete; until then the old one
    stays as it is. Only the loader calls this (pool `warehouse`).

    Returns:
        Bytes before and after.
    """
    if settings.lake is not None:
        return _compact_lake(settings, settings.lake)
    path = settings.warehouse_file
    fresh = path.with_name(path.name + ".compacting")
    fresh.unlink(missing_ok=True)
    with open_for_loading(settings) as con:
        migrate(con)
        con.execute("CHECKPOINT wh")
        before = path.stat().st_size
        quoted = str(fresh).replace("'", "''")
        con.execute(f"ATTACH '{quoted}' AS fresh (STORAGE_VERSION '{STORAGE_VERSION}')")
        con.execute("COPY FROM DATABASE wh TO fresh")
        con.execute("DETACH fresh")
        # Renamed while the old file's lock is held: no other writer can have begun.
        os.replace(fresh, path)
    after = path.stat().st_size
    _note(settings).write_text(str(after), encoding="ascii")
    return before, after


def _compact_lake(settings: Settings, lake: Lake) -> tuple[int, int]:
    with open_for_loading(settings) as con:
        migrate(con)
        before = _size(con)
        now = datetime.now(UTC).replace(tzinfo=None)
        _call(con, "lake/expire", before=_oldest_kept(con, lake, now))
        _call(con, "lake/rewrite")
        _call(con, "lake/merge")
        _call(con, "lake/cleanup", before=now - timedelta(days=UNUSED_DAYS))
        _call(con, "lake/orphans", before=now - timedelta(days=UNUSED_DAYS))
        return before, _size(con)


def _oldest_kept(con: Connection, lake: Lake, now: datetime) -> datetime:
    """The state that readers see is kept however old it is: nothing may have come since."""
    kept = now - timedelta(days=KEEP_DAYS)
    if (found := published(lake)) is None:
        return kept
    seen = [s["made_at"] for s in rows(con, statement("lake/states")) if s["version"] >= found[0]]
    oldest: datetime = min([kept, *seen])
    return oldest


def _call(con: Connection, name: str, **given: object) -> None:
    con.execute(statement(name), given or None).fetchall()


def _size(con: Connection) -> int:
    return int(rows(con, statement("lake/size"))[0]["bytes"])
