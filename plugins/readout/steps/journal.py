"""What a batch has done so far, one JSON line each, so that a killed task goes on where it was.

The journal lies beside its batch file and is locked while a task works on it. Its lines are
complete or (the last, if the task was killed in the middle of it) left out.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from readout.config import Settings
from readout.places import Place

SUFFIX = ".journal"

Made = dict[str, list[Mapping[str, object]]]
"""Rows by the relation that they are staged for."""


class JournalBusy(Exception):
    """Another process works on this batch."""


class Journal:
    """The journal of one batch file, open for going on.

    Attributes:
        done: id -> relations, of what was recorded before and now.

    In an object store nothing can be appended to, so a batch of there has no journal: a killed
    task is repeated whole, which asks its feeds once more and changes nothing else.

    Raises:
        JournalBusy: on entering, when another process has it.
    """

    def __init__(self, batch: Place) -> None:
        self.path = batch.with_suffix(SUFFIX) if isinstance(batch, Path) else None
        self.done: dict[str, Made] = {}
        self._descriptor = -1

    def __enter__(self) -> Journal:
        if self.path is None:
            return self
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as cause:
            os.close(self._descriptor)
            raise JournalBusy(str(self.path)) from cause
        whole = 0
        for line in self.path.read_bytes().splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            whole += len(line)
            record = json.loads(line)
            self.done[record["id"]] = {
                name: [_timed(row) for row in rows] for name, rows in record["relations"].items()
            }
        os.ftruncate(self._descriptor, whole)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)

    def record(self, ident: str, relations: Made) -> None:
        """Keep what was done for `ident`; with the operating system when this returns."""
        if self._descriptor >= 0:
            line = _ENCODE({"id": ident, "relations": relations})
            os.write(self._descriptor, line.encode() + b"\n")
        self.done[ident] = relations

    def relations(self) -> Made:
        """All that was recorded, by relation."""
        found: Made = {}
        for relations in self.done.values():
            for name, rows in relations.items():
                found.setdefault(name, []).extend(rows)
        return found

    def finish(self) -> None:
        """Forget it: what was done is staged."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def left_over(settings: Settings, step: str) -> Iterator[Path]:
    """Batch files whose journal was begun and never finished, oldest first."""
    folder = settings.batches / step
    if isinstance(folder, Path) and folder.is_dir():
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            yield path.with_suffix(".jsonl")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not go into a journal")


_ENCODE = json.JSONEncoder(default=_plain).encode


def _timed(row: Mapping[str, object]) -> Mapping[str, object]:
    return {
        name: datetime.fromisoformat(value)
        if name.endswith("_at") and isinstance(value, str)
        else value
        for name, value in row.items()
    }
