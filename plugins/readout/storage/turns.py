"""Whose turn it is at a host, and what its robots.txt says, for all machines: rows in the
lake's PostgreSQL."""

from __future__ import annotations

import json
import os
import socket
import threading
from typing import Any

from readout.places import Lake
from readout.storage.postgres import kept_connection
from readout.storage.statements import statement


class Turns:
    """The turns of a lake's installation; safe to call from several threads."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._holder = f"{socket.gethostname()}:{os.getpid()}"
        self._one = threading.Lock()

    def _ask(self, name: str, **given: Any) -> Any:
        with self._one, kept_connection(self._lake) as con:
            cursor = con.execute(statement(f"shared/{name}"), given)
            return cursor.fetchone() if cursor.description else None

    def take(self, host: str, *, slots: int, gap: float, lease: float) -> Any:
        """Returns:
        (slot, None, None), or (None, seconds to wait or 0, whether the host asked for it).
        """
        return self._ask(
            "take_turn", host=host, slots=slots, gap=gap, lease=lease, holder=self._holder
        )

    def give_back(self, host: str, slot: int, *, gap: float, wish: float | None) -> None:
        """The turn is over; `wish`: seconds from now in which nobody may ask."""
        self._ask("give_turn_back", host=host, slot=slot, gap=gap, wish=wish, holder=self._holder)

    def robots(self, origin: str) -> dict[str, Any] | None:
        """What is kept of a site's robots.txt: `until` (epoch seconds), `status`, `text`."""
        found = self._ask("robots", origin=origin)
        return json.loads(found[0]) if found else None

    def keep_robots(self, origin: str, kept: dict[str, Any]) -> None:
        """Keep it, in the place of what was kept."""
        self._ask("keep_robots", origin=origin, kept=json.dumps(kept), until=kept["until"])
