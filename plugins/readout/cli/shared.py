"""What `readout doctor` sees of a shared installation: the lake, its database, the place of what
all machines see."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

from readout.cli.health import Finding
from readout.config import Settings
from readout.errors import ConfigError, ReadoutError, WarehouseLocked
from readout.places import Lake, Objects, place


def lake_findings(settings: Settings, lake: Lake) -> Iterator[Finding]:
    """Extensions, database, loader, shared place: each as a line."""
    from readout.storage.warehouse import extension, version

    try:
        names = ["ducklake", "postgres_scanner", *(["httpfs"] if lake.in_s3 else [])]
        for name in names:
            extension(name)
    except ConfigError as error:
        yield Finding("extensions", "failed", f"{error.what}: {error.resource}", error.mend)
        return
    yield Finding("extensions", "ok", f"{', '.join(names)} of DuckDB {version()}")
    yield from _database(settings, lake)
    yield from _place(settings)


def _database(settings: Settings, lake: Lake) -> Iterator[Finding]:
    from readout.storage.migrations import pending
    from readout.storage.warehouse import open_for_loading

    try:
        with open_for_loading(settings, wait_seconds=0.0) as con:
            waiting = [path.name for _, path in pending(con)]
    except WarehouseLocked as held:
        yield Finding("warehouse", "ok", f"{lake}, being loaded now: {held.why}")
        return
    except ReadoutError as error:
        yield Finding("warehouse", "failed", f"{lake}: {error.why or error.what}", error.mend)
        return
    yield Finding("warehouse", "ok", f"{lake}, nobody loads it")
    told = f"pending: {', '.join(waiting)}; the next load applies them"
    state = "warning" if waiting else "ok"
    yield Finding("migrations", state, told if waiting else "all applied, none changed")


def _place(settings: Settings) -> Iterator[Finding]:
    """Whether this machine may write where all machines read."""
    shared = place(settings.data or "")
    probe = shared / f".probe-{uuid.uuid4().hex[:8]}"
    try:
        if isinstance(probe, Objects):
            probe.write_bytes(b"x")
            probe.unlink()
        else:
            Path(probe).parent.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"x")
            probe.unlink()
    except (OSError, ReadoutError) as cause:
        mend = "mend its rights, or see that READOUT_DATA and AWS_… are right"
        why = getattr(cause, "why", None) or getattr(cause, "strerror", None) or str(cause)
        yield Finding("shared place", "failed", f"{shared}: {why}", mend)
        return
    yield Finding("shared place", "ok", str(shared))
