"""Batch files: what a choosing step hands to the mapped tasks, which never open the warehouse.

A batch is a JSON-lines file under `settings.batches`, written under a temporary name and
renamed when complete. Files of a run that is over are deleted by the next choosing step.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clock
from pathlib import Path
from typing import Any

from readout.config import Settings
from readout.errors import SoftError, writing
from readout.places import Objects, Place, place

# Airflow maps at most 1,024 tasks; a backlog beyond that waits for the next run.
MOST_BATCHES = 1000
KEEP_SECONDS = 2 * 86400


def write_batches(
    settings: Settings, step: str, rows: Sequence[Mapping[str, Any]], *, size: int
) -> list[str]:
    """Write `rows` as files of at most `size` rows.

    Returns:
        The paths, at most `MOST_BATCHES`.
    """
    slices = [rows[start : start + size] for start in range(0, len(rows), size)]
    return write_groups(settings, step, slices)


def write_groups(
    settings: Settings, step: str, groups: Sequence[Sequence[Mapping[str, Any]]]
) -> list[str]:
    """Write each group of rows as a file: for rows that must be worked on together.

    Returns:
        The paths, at most `MOST_BATCHES`.
    """
    folder = settings.batches / step
    if isinstance(folder, Path):
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
        _clear_old(folder)
    stamp = f"{time.strftime('%Y%m%dT%H%M%S')}-{uuid.uuid4().hex[:8]}"
    paths = []
    for number, group in enumerate(groups[:MOST_BATCHES]):
        path = folder / f"{stamp}-{number:04}.jsonl"
        lines = (json.dumps(row, ensure_ascii=True, default=_plain) + "\n" for row in group)
        if isinstance(path, Objects):
            path.write_bytes("".join(lines).encode())
        else:
            working = path.with_suffix(".writing")
            with writing(working), working.open("w", encoding="utf-8") as file:
                file.writelines(lines)
            os.replace(working, path)
        paths.append(str(path))
    return paths


def read_batch(path: str | Place) -> Iterator[Any]:
    """The rows of one batch file; times come back as ISO texts. Whoever reads says of what type
    they are: that of the rows that were written.

    Raises:
        SoftError: the file is gone (a task was run again days later).
    """
    where = place(str(path))
    try:
        if isinstance(where, Objects):
            yield from (json.loads(line) for line in where.read_bytes().splitlines())
            return
        with where.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file)
    except FileNotFoundError as cause:
        raise SoftError(
            "The batch file is gone",
            resource=str(path),
            why="batch files are kept for two days",
            mend="trigger the Dag again: it chooses what is still pending",
        ) from cause


def moment(text: str | None) -> datetime | None:
    """A time as `write_batches` wrote it; UTC where it carries no zone."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def local(told: str | datetime | None, offset: int | None) -> datetime | None:
    """A moment of publication in the zone that it was stated in.

    Args:
        told: as the warehouse or a batch file has it. offset: minutes east of UTC; None for UTC.
    """
    found = moment(told) if isinstance(told, str) else told
    if found is None:
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return aware.astimezone(timezone(timedelta(minutes=offset))) if offset is not None else aware


def _plain(value: object) -> object:
    if isinstance(value, datetime | date | clock):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into a batch file")


def clear_old_batches(settings: Settings) -> int:
    """Delete the batch files of all steps that are older than `KEEP_SECONDS`.

    Returns:
        How many.
    """
    batches = settings.batches
    if isinstance(batches, Objects):
        limit = time.time() - KEEP_SECONDS
        old = [found for found, at in batches.listed() if at < limit]
        for one in old:
            one.unlink()
        return len(old)
    return sum(_clear_old(folder) for folder in batches.glob("*") if folder.is_dir())


def _clear_old(folder: Path) -> int:
    limit = time.time() - KEEP_SECONDS
    gone = 0
    for old in folder.iterdir():
        if old.stat().st_mtime < limit:
            old.unlink(missing_ok=True)
            gone += 1
    return gone
