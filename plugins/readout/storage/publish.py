"""Making the snapshot that everybody reads.

The copy is made by a *child process*. Reading the open file from the process that has it
open and closing that descriptor drops DuckDB's POSIX lock: a second writer's committed
row was lost that way (measured).
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from readout.config import Settings
from readout.errors import ConfigError, WarehouseError
from readout.places import Lake
from readout.storage import postgres
from readout.storage.meanings import describe
from readout.storage.migrations import migrate
from readout.storage.searchindex import refresh_after_publishing
from readout.storage.statements import names, statement
from readout.storage.warehouse import (
    Connection,
    newest_state,
    open_for_loading,
    open_for_reading,
    rows,
)

PAUSE: Final = 20
"""How many times as long as a copy takes there is none."""

QUIET: Final = frozenset(("poll_feeds", "fetch_articles"))
"""Steps whose loads change feeds' health and what waits; what they bring is told by later ones."""

QUIET_SECONDS: Final = 1_500

LARGE: Final = 64_000_000
"""Bytes from which a copy that is published no more is kept, to write into it only the blocks
that changed: the third copy on the disk, for a few hundredths of the writing."""

RESTING_SECONDS: Final = 60
"""Until then a spare may still be read by a program that locks nothing (a backup)."""

_COPYING: Final = str(Path(__file__).with_name("copying.py"))


def publish(settings: Settings) -> None:
    """Copy the checkpointed warehouse to `settings.snapshot`, atomically: who has the old one open
    keeps it, and nobody sees a half. Of a lake note which of its states readers see from now on.

    Raises:
        WarehouseError: the copy failed (a full disk, usually); the old one stays.
    """
    # Holding the writer's lock while copying keeps every other writer out.
    with open_for_loading(settings) as con:
        _publish(settings, con)
    refresh_after_publishing(settings)


def publish_if_due(settings: Settings) -> bool:
    """Publish when something was loaded since, and it isn't too soon.

    A large file whose copy takes a second or more is published so seldom that copying is at most
    `1 / PAUSE` of the time, and for feeds' health alone no more than every `QUIET_SECONDS`.
    What is put off is published by the next call; `watch_over` calls every five minutes.

    Returns:
        Whether it was published.
    """
    if settings.lake is not None:
        return _publish_lake_if_due(settings, settings.lake)
    last = _last(settings)
    if (last.of, last.file) != (_schema(), _state(settings.snapshot)):
        publish(settings)  # of another version, damaged, or none at all
        return True
    pause = max(PAUSE * last.seconds, RESTING_SECONDS) if last.seconds >= 1 else 0.0
    age = time.time() - last.at
    # A clock that was set back makes no copy young.
    if 0 <= age < pause:
        return False
    with open_for_loading(settings) as con:
        since = {"load": last.load}
        steps = {row["step"] for row in rows(con, statement("operating/loads_since"), since)}
        if not steps or (pause and steps <= QUIET and 0 <= age < QUIET_SECONDS):
            return False
        _publish(settings, con)
    refresh_after_publishing(settings)
    return True


def publish_put_off(settings: Settings) -> bool:
    """`publish_if_due`, where the last copy took so long that one may have been put off, or is so
    old that nothing but polls, which publish nothing, may have come since: of a snapshot of hours
    ago nobody could tell feeds that are due from feeds that wait."""
    last = _last(settings)
    waits = last.seconds >= 1 or not 0 <= time.time() - last.at < QUIET_SECONDS
    return waits and publish_if_due(settings)


@dataclass(frozen=True, slots=True)
class _Published:
    """What is remembered of the last publishing: when (seconds since the epoch), how long the
    copy of a large file took, up to which load, by which schema and views, and what the
    file was like."""

    at: float = 0.0
    seconds: float = 0.0
    load: str = ""
    of: str = ""
    file: str = ""


def _last(settings: Settings) -> _Published:
    try:
        return _Published(**json.loads(_note(settings).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return _Published()


def _schema() -> str:
    """What a snapshot of this code holds, as a hash."""
    digest = hashlib.sha256()
    for name in (*names("migrations"), *names("views")):
        digest.update(statement(name).encode())
    return digest.hexdigest()[:16]


def _state(path: Path) -> str:
    """What a file was like: changed by whatever writes to it or puts another in its place."""
    try:
        found = path.stat()
    except OSError:
        return "none"
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"


def _note(settings: Settings) -> Path:
    return settings.snapshot.with_name(f".{settings.snapshot.name}.published")


def _spare(settings: Settings) -> Path:
    return settings.snapshot.with_name(f".{settings.snapshot.name}.spare")


def _publish_lake_if_due(settings: Settings, lake: Lake) -> bool:
    """Nothing is copied: whatever was loaded is published."""
    with open_for_loading(settings) as con:
        seen = postgres.published(lake)
        if seen is not None and seen[0] == newest_state(con):
            return False
        _publish(settings, con)
    refresh_after_publishing(settings)
    return True


def _publish(settings: Settings, con: Connection) -> None:
    migrate(con)
    describe(con)
    if settings.lake is not None:
        postgres.publish(settings.lake, newest_state(con))
        return
    target = settings.snapshot
    target.parent.mkdir(parents=True, exist_ok=True)
    working = target.with_name(f".{target.name}.{os.getpid()}")
    spare = _spare(settings)
    con.execute("CHECKPOINT wh")
    newest = rows(con, statement("operating/last_load"))
    started = time.monotonic()
    large = settings.warehouse_file.stat().st_size >= LARGE
    reusable = large and spare.is_file() and time.time() - spare.stat().st_ctime >= RESTING_SECONDS
    copied = subprocess.run(
        [sys.executable, "-I", _COPYING, str(settings.warehouse_file), str(working)]
        + ([str(spare)] if reusable else []),
        capture_output=True,
        text=True,
        check=False,
    )
    if copied.returncode != 0:
        working.unlink(missing_ok=True)
        raise WarehouseError(
            "The snapshot could not be published; the last one stays",
            resource=str(target),
            why=copied.stderr.strip().rpartition("\n")[2],
            mend="free disk space and run the step again",
        )
    shared = copied.stdout.strip() == "shared"
    if target.is_file() and large and not shared:
        retired = spare.with_name(f"{spare.name}.{os.getpid()}")
        retired.unlink(missing_ok=True)
        os.link(target, retired)
        os.replace(retired, spare)
    else:
        spare.unlink(missing_ok=True)
    os.replace(working, target)
    # A busy machine makes the copy of a small file no dearer.
    seconds = time.monotonic() - started if large else 0.0
    load = newest[0]["load_id"] if newest else ""
    done = _Published(time.time(), seconds, load, _schema(), _state(target))
    _note(settings).write_text(json.dumps(asdict(done)), encoding="utf-8")


def restore_from_snapshot(settings: Settings) -> Path:
    """Put the warehouse file aside and make a new one from the published snapshot.

    What was loaded after the last publishing is fetched again: entries stay known to the
    snapshot, and staged bundles are kept a week.

    Returns:
        Where the old file lies now.

    Raises:
        WarehouseError: there is no snapshot, or it is damaged too.
    """
    if settings.lake is not None:
        raise ConfigError(
            "A lake is not restored from a snapshot",
            resource=str(settings.lake),
            mend="restore its database and files from their backup (docs/scale.md), or move a "
            "frozen snapshot into a new lake: readout move",
        )
    snapshot, warehouse = settings.snapshot, settings.warehouse_file
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
