"""Mails that wait because no mail server is set: kept as files, so that they can be read.

A file goes when its mail does: the folder holds exactly what waits.
"""

from __future__ import annotations

import hashlib
import os
from email.message import EmailMessage
from pathlib import Path


class Kept:
    """The waiting mails of a home folder; a file's name is made of the Message-ID."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, message_id: str) -> bool:
        return self._path(message_id).is_file()

    def put(self, message: EmailMessage) -> Path:
        """Keep a mail; again it is replaced."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._path(str(message["Message-ID"]))
        working = path.with_name(f".{path.name}.{os.getpid()}")
        working.write_bytes(message.as_bytes())
        os.replace(working, path)
        return path

    def forget(self, message_id: str) -> None:
        """The mail has gone out, or never will."""
        self._path(message_id).unlink(missing_ok=True)

    def _path(self, message_id: str) -> Path:
        digest = hashlib.blake2b(message_id.encode("utf-8", "surrogatepass"), digest_size=10)
        return self.folder / f"waiting-{digest.hexdigest()}.eml"
