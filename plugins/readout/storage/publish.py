"""Making the snapshot that everybody reads.

The copy is made by a *child process*. Reading the open file from the process that has it
open and closing that descriptor drops DuckDB's POSIX lock: a second writer's committed
row was lost that way (measured).
"""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from readout.config import Settings
from readout.errors import WarehouseError
from readout.storage.meanings import describe
from readout.storage.migrations import migrate
from readout.storage.searchindex import refresh_after_publishing
from readout.storage.warehouse import open_for_loading, open_for_reading


def publish(settings: Settings) -> Path:
    """Copy the checkpointed warehouse to `settings.snapshot`, atomically.

    Returns:
        The snapshot's path.

    Raises:
        WarehouseError: the copy failed (a full disk, usually); the old one stays.
    """
    target = settings.snapshot
    target.parent.mkdir(parents=True, exist_ok=True)
    working = target.with_name(f".{target.name}.{os.getpid()}")
    # Holding the writer's lock while copying keeps every other writer out.
    with open_for_loading(settings) as con:
        migrate(con)
        describe(con)
        con.execute("CHECKPOINT wh")
        copied = subprocess.run(
            ["cp", "--reflink=auto", str(settings.warehouse), str(working)],
            capture_output=True,
            text=True,
            check=False,
        )
        if copied.returncode != 0:
            working.unlink(missing_ok=True)
            raise WarehouseError(
                "The snapshot could not be published; the last one stays",
                resource=str(target),
                why=copied.stderr.strip(),
                mend="free disk space and run the step again",
            )
        os.replace(working, target)
    refresh_after_publishing(settings)
    return target


def publish_if_stale(settings: Settings, *, after_seconds: float) -> bool:
    """Publish unless the snapshot is younger than `after_seconds`.

    A quiet poll changes only feed health; copying the whole file each time for that
    would cost more than the news it carries.
    """
    try:
        age = time.time() - settings.snapshot.stat().st_mtime
    except FileNotFoundError:
        age = float("inf")
    if age < after_seconds:
        return False
    publish(settings)
    return True


def restore_from_snapshot(settings: Settings) -> Path:
    """Put the warehouse file aside and make a new one from the published snapshot.

    What was loaded after the last publishing is fetched again: entries stay known to the
    snapshot, and staged bundles are kept a week.

    Returns:
        Where the old file lies now.

    Raises:
        WarehouseError: there is no snapshot, or it is damaged too.
    """
    snapshot, warehouse = settings.snapshot, settings.warehouse
    with open_for_reading(snapshot, settings) as con:
        con.execute("SHOW TABLES")
    aside = warehouse.with_name(f"{warehouse.name}.damaged-{time.strftime('%Y%m%dT%H%M%S')}")
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    if warehouse.exists():
        os.replace(warehouse, aside)
    # A log of the damaged file must not be replayed into the new one.
    warehouse.with_name(warehouse.name + ".wal").unlink(missing_ok=True)
    subprocess.run(["cp", str(snapshot), str(warehouse)], check=True)
    return aside
