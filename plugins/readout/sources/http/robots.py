"""robots.txt: fetched once a day and host, kept on disk, read by protego (RFC 9309).

What a missing answer means is RFC 9309, 2.3.1: a file that is not there (4xx) forbids
nothing; a server that is broken or out of reach (5xx, no connection) forbids everything,
until it can be asked again.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from protego import Protego

AGENT: Final = "Readout"
"""The product token that robots.txt files may name."""

MAX_BYTES: Final = 512_000
"""RFC 9309, 2.5: at least 500 KiB must be parsed."""

_KEEP: Final = 86_400.0
_KEEP_UNREACHABLE: Final = 900.0


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says.

    Attributes:
        until: epoch seconds until which this may be relied on.
        reachable: False when the server was broken: then nothing is allowed.
    """

    until: float
    reachable: bool
    parser: Protego | None = None

    def allows(self, url: str) -> bool:
        if not self.reachable:
            return False
        return self.parser is None or bool(self.parser.can_fetch(url, AGENT))

    @property
    def crawl_delay(self) -> float | None:
        delay = self.parser.crawl_delay(AGENT) if self.parser else None
        return float(delay) if delay else None


def rules_of(status: int | None, text: str, until: float) -> Rules:
    """Rules from an answer.

    Args:
        status: of the answer, None when there was none.
    """
    if status is not None and 200 <= status < 300:
        # A home page served for every address is no robots.txt.
        markup = text.lstrip()[:200].lower().startswith(("<!doctype", "<html"))
        return Rules(until, True, None if markup else Protego.parse(text))
    # 429 is a 4xx by number only: a host that is busy has not said yes.
    if status is not None and 400 <= status < 500 and status != 429:
        return Rules(until, True)
    return Rules(until, False)


class Shelf(Protocol):
    """Where robots.txt files are kept: `until` (epoch seconds), `status` and `text` of each."""

    def robots(self, origin: str) -> dict[str, Any] | None: ...

    def keep_robots(self, origin: str, kept: dict[str, Any]) -> None: ...


class FolderShelf:
    """Files in a folder, one a host, shared by the processes of a machine; made when missing."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def _path(self, origin: str) -> Path:
        return self._folder / (
            origin.replace("://", "_").replace("/", "_").replace(":", "@")[:200] + ".json"
        )

    def robots(self, origin: str) -> dict[str, Any] | None:
        try:
            found: dict[str, Any] = json.loads(self._path(origin).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def keep_robots(self, origin: str, kept: dict[str, Any]) -> None:
        path = self._path(origin)
        working = path.with_suffix(f".{os.getpid()}")
        working.write_text(json.dumps(kept), encoding="utf-8")
        os.replace(working, path)


class RobotsCache:
    """robots.txt files on a shelf, and their rules in memory."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._rules: dict[str, Rules] = {}

    def get(self, origin: str) -> Rules | None:
        """The rules of `scheme://host[:port]`, None when they are unknown or too old."""
        now = time.time()
        found = self._rules.get(origin)
        if found is None:
            try:
                kept = self._shelf.robots(origin)
                if kept is None or kept["until"] < now:
                    return None
                found = rules_of(kept["status"], kept["text"], kept["until"])
            except (ValueError, KeyError, TypeError):
                return None
            self._rules[origin] = found
        return found if found.until >= now else None

    def put(self, origin: str, status: int | None, text: str) -> Rules:
        """Keep an answer: a day when there was one, a quarter of an hour when not."""
        known = rules_of(status, "", 0).reachable
        until = time.time() + (_KEEP if known else _KEEP_UNREACHABLE)
        # A zero byte is no text to a database, and means nothing in a robots.txt.
        kept = {"until": until, "status": status, "text": text.replace("\0", "")}
        self._shelf.keep_robots(origin, kept)
        self._rules[origin] = rules_of(status, text, until)
        return self._rules[origin]
