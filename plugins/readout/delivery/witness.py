"""A witness: a folder in which a copy of every mail that the server took ends up.

SMTP has no way to ask a server whether it took a mail when its reply was lost (RFC 1047).
With a copy of every mail delivered to a folder that we can read, there is one: the copy is
a recipient of the same transaction, so the server took the mail for all or for none. A
Maildir or any folder with one message a file will do; the sample newsroom's mail catcher
keeps such a folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_ID = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\r\n]{1,900}>)", re.I | re.M)
_HEAD_BYTES = 65536


class Witness:
    """Looks mails up by Message-ID; reads each file once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: dict[Path, str] = {}

    def has(self, message_id: str) -> bool:
        """Whether the server took this mail. False means: it hasn't come here (yet)."""
        for path in self._files():
            if path not in self._seen:
                self._seen[path] = _message_id(path)
        return message_id in self._seen.values()

    def _files(self) -> Iterator[Path]:
        for folder in (self._folder, self._folder / "new", self._folder / "cur"):
            if folder.is_dir():
                yield from (p for p in folder.iterdir() if p.is_file() and p.name[0] != ".")


def _message_id(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return ""  # moved on meanwhile; it is found under its new name
    end = re.search(rb"\r?\n\r?\n", head)
    found = _ID.search(head[: end.start()] if end else head)
    return found[1].decode("utf-8", "replace") if found else ""
