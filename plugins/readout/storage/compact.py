"""Giving back the space of deleted rows: DuckDB's VACUUM does not shrink a file."""

from __future__ import annotations

import os

from readout.config import Settings
from readout.storage.migrations import migrate
from readout.storage.warehouse import STORAGE_VERSION, open_for_loading


def compact(settings: Settings) -> tuple[int, int]:
    """Rewrite the warehouse file without its holes.

    The new file takes the old one's place only when it is complete; until then the old one
    stays as it is. Only the loader calls this (pool `warehouse`).

    Returns:
        Bytes before and after.
    """
    path = settings.warehouse
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
    return before, path.stat().st_size
