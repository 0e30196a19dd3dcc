"""What surely happened to each mail: one small file a Message-ID, written before and after.

The warehouse says which alerts go in which mail; it is written minutes apart from the
sending. This ledger is written in the same breath: a line before the final dot, one after
it, one with the reply, each flushed to the disk. Whoever wants to send a mail must hold the
lock of its file and go by its lines, so a task that was killed, or runs twice, finds out
what became of the mail before it does anything (docs/decisions/0006-outbox.md).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

Standing = Literal["untried", "sent", "refused", "unclear"]

# Longer than any batch file or bundle that could still ask for a mail to be sent.
KEEP_DAYS: Final = 60


class InUse(Exception):
    """Another process is sending this mail right now."""


@dataclass
class Entry:
    """The lines of one mail, open under its lock.

    Attributes:
        lines: what was noted, in order; each has `event`, `at`, `attempt` and maybe `told`.
    """

    path: Path
    lines: list[dict[str, Any]] = field(default_factory=list)
    _file: Any = None

    @property
    def attempts(self) -> int:
        return sum(1 for line in self.lines if line["event"] == "try")

    def note(self, event: str, told: str = "", *, durable: bool = True) -> None:
        """Append a line.

        Args:
            durable: whether it must survive the machine's death; that of the process it
                survives anyway.
        """
        line = {"event": event, "at": datetime.now(UTC).isoformat(), "attempt": self.attempts}
        if event == "try":
            line["attempt"] = self.attempts + 1
        if told:
            line["told"] = told
        os.write(self._file, json.dumps(line, ensure_ascii=True).encode() + b"\n")
        if durable:
            os.fsync(self._file)
        self.lines.append(line)

    def last(self) -> dict[str, Any] | None:
        return self.lines[-1] if self.lines else None

    def standing(self) -> Standing:
        """What can be said for sure.

        `untried` also when an attempt broke off before the dot, or was put off: the mail
        was surely not taken. `unclear`: the dot may have gone out and no reply was noted.
        """
        events = [line["event"] for line in self.lines]
        if "sent" in events:
            return "sent"
        last = events[-1] if events else "try"
        if last == "refused":
            return "refused"
        return "unclear" if last in ("handing", "handed", "lost") else "untried"

    def handed_at(self) -> datetime | None:
        """When the last dot was, or was about to be, sent."""
        moments = [line["at"] for line in self.lines if line["event"] in ("handing", "handed")]
        return datetime.fromisoformat(moments[-1]) if moments else None

    def lost_reply(self) -> bool:
        """We lived to see the connection end without a reply (and were not killed)."""
        return any(line["event"] == "lost" for line in self._last_attempt())

    def _last_attempt(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["attempt"] == self.attempts]


class Ledger:
    """The folder of entries."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, message_id: str) -> Path:
        name = hashlib.blake2b(message_id.encode("utf-8"), digest_size=16).hexdigest()
        return self._folder / name[:2] / f"{name}.jsonl"

    @contextmanager
    def entry(self, message_id: str) -> Iterator[Entry]:
        """The entry of a mail, locked until left. The lock dies with its process.

        Raises:
            InUse: another process has it.
        """
        path = self.path(message_id)
        new = not path.is_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as cause:
                raise InUse(message_id) from cause
            if new:
                _sync_folder(path.parent)
            yield Entry(path, _lines(descriptor), descriptor)
        finally:
            os.close(descriptor)

    def forget_old(self) -> int:
        """Delete entries untouched for `KEEP_DAYS`.

        Returns:
            How many.
        """
        limit = time.time() - KEEP_DAYS * 86400
        old = [p for p in self._folder.glob("*/*.jsonl") if p.stat().st_mtime < limit]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


def _lines(descriptor: int) -> list[dict[str, Any]]:
    """The complete lines; a last one that was torn is cut off."""
    content = b""
    while chunk := os.pread(descriptor, 65536, len(content)):
        content += chunk
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) != len(content):
        os.ftruncate(descriptor, len(whole))
    return [json.loads(line) for line in whole.splitlines()]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
