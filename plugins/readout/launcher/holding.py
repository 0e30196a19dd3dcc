"""Who holds a home folder: one `readout up` at a time, and what it says of itself.

The lock is the kernel's (flock), so that it ends with the process however that ends; what
the file says is only for people and for `readout doctor`.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from readout.errors import ConfigError

NAME = "up.lock"


@dataclass(frozen=True, slots=True)
class Running:
    """A `readout up` at work. `url` is None until it has chosen its ports."""

    pid: int
    url: str | None
    since: datetime | None
    sample: bool


class Holding:
    """Keeps a second `readout up` off the same home folder while it is open.

    Raises:
        ConfigError: on entering: one is running.
        OSError: the file can't be written.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._file = (home / NAME).open("a+", encoding="utf-8")

    def __enter__(self) -> Holding:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as cause:
            other = _read(self._home / NAME)
            pid = other.pid if other else "unknown"
            self._file.close()
            raise ConfigError(
                "Readout is already running on this folder",
                resource=str(self._home),
                why=f"process {pid} holds it" + (f" ({other.url})" if other and other.url else ""),
                mend=f"use that one, or end it: kill {pid}",
            ) from cause
        self.tell()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def tell(self, url: str | None = None, *, sample: bool = False) -> None:
        """Write down who we are."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = {"pid": os.getpid(), "url": url, "since": now, "sample": sample}
        self._file.truncate(0)
        self._file.write(json.dumps(told))
        self._file.flush()


def running(home: Path) -> Running | None:
    """The `readout up` that holds this home folder now, None when none does."""
    path = home / NAME
    try:
        with path.open("r+", encoding="utf-8") as file:
            try:
                # Shared, so that two who look at once don't see each other.
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return None
            except BlockingIOError:
                return _read(path) or Running(0, None, None, sample=False)
    except OSError:
        return None


def _read(path: Path) -> Running | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(told["since"])
        return Running(int(told["pid"]), told["url"], since, bool(told["sample"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
